package org.nljdbc.runtime.server.cache;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.RuntimeVersion;
import org.nljdbc.translate.SharedAnswer;
import org.nljdbc.translate.SharedAnswers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * Shares answers through a server that speaks Redis' protocol. A question waits half a second at
 * most for each step (a free connection, its log-in, the command), and when two of four have failed
 * or taken longer than that in all, not at all for five seconds.
 */
public final class RedisAnswers implements SharedAnswers, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RedisAnswers.class);
  private static final int MILLIS = 500;
  private static final int CONNECTIONS = 8;
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final int LONGEST = 1 << 20;

  private final JedisPooled redis;
  private final long seconds;
  private final MeterRegistry meters;
  private final String prefix;
  private final CircuitBreaker breaker;

  /**
   * Connects when it is first asked.
   *
   * @param where {@code redis://} or {@code rediss://}, see {@link JedisURIHelper}
   * @param keep how long answers are kept
   * @param meters gets hits, misses and failures
   */
  public RedisAnswers(URI where, Duration keep, MeterRegistry meters) {
    this.meters = meters;
    this.seconds = keep.toSeconds();
    // Another version may ask models in another way.
    this.prefix = "nl:" + RuntimeVersion.text() + ":answer:";
    this.redis = connect(where);
    this.breaker =
        CircuitBreaker.of(
            "redis",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(4)
                .minimumNumberOfCalls(2)
                .failureRateThreshold(50)
                .slowCallDurationThreshold(Duration.ofMillis(MILLIS))
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

  @Override
  public @Nullable SharedAnswer find(String key) {
    String text = ask(() -> redis.getrange(prefix + key, 0, LONGEST)); // one byte too many at most
    SharedAnswer found =
        text == null || text.isEmpty() || text.length() > LONGEST ? null : AnswerText.read(text);
    count(found == null ? "miss" : "hit");
    return found;
  }

  @Override
  public void keep(String key, SharedAnswer answer) {
    ask(() -> redis.set(prefix + key, AnswerText.write(answer), SetParams.setParams().ex(seconds)));
  }

  @Override
  public void forget(String key) {
    ask(() -> Long.toString(redis.del(prefix + key)));
  }

  /** Null also where it cannot be asked. */
  private @Nullable String ask(Supplier<@Nullable String> question) {
    try {
      return breaker.executeSupplier(question);
    } catch (CallNotPermittedException e) {
      count("skipped");
    } catch (JedisException e) {
      count("failed");
      LOG.debug("the shared cache cannot be asked", e);
    }
    return null;
  }

  private void count(String result) {
    meters.counter("nl.cache.requests", "result", result).increment();
  }

  @Override
  public void close() {
    redis.close();
  }
}
