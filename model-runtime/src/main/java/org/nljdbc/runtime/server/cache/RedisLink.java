package org.nljdbc.runtime.server.cache;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * The way to a server that speaks Redis' protocol. Whoever asks waits half a second at most for
 * each step (a free connection, its log-in, the command), and when two of four have failed or were
 * slow, not at all for five seconds.
 */
public final class RedisLink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
  private static final int MILLIS = 500;
  private static final int CONNECTIONS = 8;
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final JedisPooled redis;
  private final CircuitBreaker breaker;

  /**
   * Connects when it is first asked.
   *
   * @param where {@code redis://} or {@code rediss://}, see {@link JedisURIHelper}
   * @param slow how long a question may take before it counts as slow
   */
  public RedisLink(URI where, Duration slow) {
    this.redis = connect(where);
    this.breaker =
        CircuitBreaker.of(
            "redis",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(4)
                .minimumNumberOfCalls(2)
                .failureRateThreshold(50)
                .slowCallDurationThreshold(slow)
                .slowCallRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(AGAIN)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            change ->
                LOG.warn("the shared cache: circuit {}", change.getStateTransition().getToState()));
  }

  private static JedisPooled connect(URI where) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(CONNECTIONS);
    pool.setMinIdle(0);
    pool.setMaxWait(Duration.ofMillis(MILLIS));
    pool.setJmxEnabled(false);
    // Without this any certificate that is trusted would do, whatever host it names.
    SSLParameters named = new SSLParameters();
    named.setEndpointIdentificationAlgorithm("HTTPS");
    DefaultJedisClientConfig client =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(MILLIS)
            .socketTimeoutMillis(MILLIS)
            .user(JedisURIHelper.getUser(where))
            .password(JedisURIHelper.getPassword(where))
            .database(JedisURIHelper.getDBIndex(where))
            .ssl(JedisURIHelper.isRedisSSLScheme(where))
            .sslParameters(named)
            .clientName("nl-jdbc")
            .build();
    return new JedisPooled(pool, JedisURIHelper.getHostAndPort(where), client);
  }

  /**
   * Asks.
   *
   * @param <T> what is answered
   * @param question what to ask
   * @return the answer
   * @throws RedisUnavailableException if it cannot be asked at the moment
   */
  <T extends @Nullable Object> T ask(Function<JedisPooled, T> question)
      throws RedisUnavailableException {
    try {
      return breaker.executeSupplier(() -> question.apply(redis));
    } catch (CallNotPermittedException e) {
      throw new RedisUnavailableException("skipped", e);
    } catch (JedisException e) {
      LOG.debug("the shared cache cannot be asked", e);
      throw new RedisUnavailableException("failed", e);
    }
  }

  @Override
  public void close() {
    redis.close();
  }
}
