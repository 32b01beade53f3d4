package org.nljdbc.runtime.server.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.Fields;

/**
 * Who may call.
 *
 * @param keys API keys
 * @param jwt which tokens are accepted, or null for none
 * @param requestsPerMinute most requests of one caller in a minute, 0 for no limit
 * @param burst how many of them may come at once
 */
public record SecurityConfig(
    List<KeyConfig> keys, @Nullable JwtConfig jwt, int requestsPerMinute, int burst) {

  /** Nobody has to show anything. */
  public static final SecurityConfig OPEN = new SecurityConfig(List.of(), null, 0, 1);

  private static final int SECURED_PER_MINUTE = 600;

  /** Keeps its own copy of the keys. */
  public SecurityConfig {
    keys = List.copyOf(keys);
  }

  static SecurityConfig read(Fields fields) {
    List<KeyConfig> keys = fields.objects("keys").stream().map(KeyConfig::read).toList();
    JwtConfig jwt = JwtConfig.read(fields);
    int usual = keys.isEmpty() && jwt == null ? 0 : SECURED_PER_MINUTE;
    int perMinute = fields.integer("requestsPerMinute", usual, 0, 10_000_000);
    int burst = fields.integer("burst", Math.max(1, perMinute / 6), 1, 10_000_000);
    fields.done();
    return new SecurityConfig(keys, jwt, perMinute, burst);
  }

  /** Whether callers have to show a key or a token. */
  public boolean isSecured() {
    return !keys.isEmpty() || jwt != null;
  }
}
