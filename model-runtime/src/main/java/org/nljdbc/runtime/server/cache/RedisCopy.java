package org.nljdbc.runtime.server.cache;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.memory.SharedCopy;

/** A text with a version, as a hash at a server that speaks Redis' protocol. */
final class RedisCopy implements SharedCopy {

  private static final String VERSION = "version";
  private static final String TEXT = "text";

  /** Longer than what is written: as long as the file may be. */
  private static final int LONGEST = 16 << 20;

  /** One after another, as the server runs them alone. */
  private static final String REPLACE =
      """
      if (redis.call('HGET', KEYS[1], 'version') or '') ~= ARGV[1] then
        return 0
      end
      redis.call('HSET', KEYS[1], 'version', ARGV[2], 'text', ARGV[3])
      return 1
      """;

  private final RedisLink link;
  private final String key;

  RedisCopy(RedisLink link, String key) {
    this.link = link;
    this.key = key;
  }

  @Override
  public String version() throws IOException {
    return text(link.ask(redis -> redis.hget(key, VERSION)));
  }

  @Override
  public Held read() throws IOException {
    if (link.ask(redis -> redis.hstrlen(key, TEXT)) > LONGEST) {
      throw new IOException(key + " is longer than " + LONGEST + " bytes");
    }
    List<@Nullable String> both = link.ask(redis -> redis.hmget(key, VERSION, TEXT));
    return new Held(text(both.get(0)), text(both.get(1)));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  @Override
  public boolean replace(String version, Held next) throws IOException {
    List<String> arguments = List.of(version, next.version(), next.text());
    return link.ask(redis -> redis.eval(REPLACE, List.of(key), arguments)).equals(1L);
  }
}
