package org.nljdbc.runtime.hub;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says about the hub, in the variables of Hugging Face's own tools. Taken as
 * it is; {@link HubModels} says what is wrong with it.
 *
 * @param cache the folder that holds {@code models--org--name}: {@code HF_HUB_CACHE}, or {@code
 *     hub} in {@code HF_HOME}, or {@code huggingface/hub} in the user's cache folder
 * @param endpoint the hub's address: {@code HF_ENDPOINT}
 * @param token what proves who asks, or null: {@code HF_TOKEN}
 * @param offline whether the network must not be used: {@code HF_HUB_OFFLINE}
 */
public record HubEnvironment(
    String cache, String endpoint, @Nullable String token, boolean offline) {

  private static final String ENDPOINT = "https://huggingface.co";
  private static final Set<String> TRUE = Set.of("1", "on", "yes", "true");

  /** The environment of this process. */
  public static HubEnvironment ofProcess() {
    return of(System.getenv(), System.getProperty("user.home"));
  }

  /**
   * Reads an environment.
   *
   * @param variables its variables
   * @param home the user's home folder
   */
  static HubEnvironment of(Map<String, String> variables, String home) {
    String caches = value(variables, "XDG_CACHE_HOME", Path.of(home, ".cache").toString());
    String own = value(variables, "HF_HOME", caches + "/huggingface");
    String cache = value(variables, "HF_HUB_CACHE", own + "/hub");
    String token = value(variables, "HF_TOKEN", "");
    return new HubEnvironment(
        cache.startsWith("~/") ? home + cache.substring(1) : cache,
        value(variables, "HF_ENDPOINT", ENDPOINT),
        token.isEmpty() ? null : token,
        TRUE.contains(value(variables, "HF_HUB_OFFLINE", "0").toLowerCase(Locale.ROOT)));
  }

  private static String value(Map<String, String> variables, String name, String absent) {
    String value = variables.getOrDefault(name, "").trim();
    return value.isEmpty() ? absent : value;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "HubEnvironment[cache="
        + cache
        + ", endpoint="
        + endpoint
        + ", token="
        + (token == null ? "none" : "given")
        + ", offline="
        + offline
        + "]";
  }
}
