package org.nljdbc.runtime.server.cache;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.RuntimeVersion;
import org.nljdbc.translate.SharedAnswer;
import org.nljdbc.translate.SharedAnswers;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.params.SetParams;

/** Shares answers through a server that speaks Redis' protocol. */
public final class RedisAnswers implements SharedAnswers {

  private static final int LONGEST = 1 << 20;

  private final RedisLink link;
  private final long seconds;
  private final MeterRegistry meters;
  private final String prefix;

  /**
   * Asks nothing yet.
   *
   * @param link the way to the server
   * @param keep how long answers are kept
   * @param meters gets hits, misses and failures
   */
  public RedisAnswers(RedisLink link, Duration keep, MeterRegistry meters) {
    this.link = link;
    this.meters = meters;
    this.seconds = keep.toSeconds();
    // Another version may ask models in another way.
    this.prefix = "nl:" + RuntimeVersion.text() + ":answer:";
  }

  @Override
  public @Nullable SharedAnswer find(String key) {
    // One byte too many at most.
    String text = ask(redis -> redis.getrange(prefix + key, 0, LONGEST));
    SharedAnswer found =
        text == null || text.isEmpty() || text.length() > LONGEST ? null : AnswerText.read(text);
    count(found == null ? "miss" : "hit");
    return found;
  }

  @Override
  public void keep(String key, SharedAnswer answer) {
    SetParams forAWhile = SetParams.setParams().ex(seconds);
    ask(redis -> redis.set(prefix + key, AnswerText.write(answer), forAWhile));
  }

  @Override
  public void forget(String key) {
    ask(redis -> Long.toString(redis.del(prefix + key)));
  }

  /** Null also where it cannot be asked. */
  private @Nullable String ask(Function<JedisPooled, @Nullable String> question) {
    try {
      return link.ask(question);
    } catch (RedisUnavailableException e) {
      count(e.result());
      return null;
    }
  }

  private void count(String result) {
    meters.counter("nl.cache.requests", "result", result).increment();
  }
}
