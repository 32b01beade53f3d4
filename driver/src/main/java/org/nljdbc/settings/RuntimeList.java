package org.nljdbc.settings;

import java.util.ArrayList;
import java.util.List;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.ModelServer;

/** Reads the settings that say where models run. */
final class RuntimeList {

  private static final String HERE = "embedded";
  private static final String PROCESS = "process";
  private static final String AUTO = "auto";
  private static final int MOST = 16;

  private RuntimeList() {}

  /**
   * The models in the order in which they are tried. Beside servers, which have the model that is
   * named, this machine has the one that the product comes with.
   *
   * @param runtimes {@code auto}, {@code embedded}, {@code process} and URLs, with commas between;
   *     empty for {@code auto}
   * @param keys keys in the order of the URLs, with commas between: so no server gets another's
   * @param cleartext whether http may lead to another machine
   * @param here the model in this process
   * @param shared how the runtime is run that the user's programs share, where it is named
   * @param chosen the same where it is not named
   * @return one or more, all different
   * @throws IllegalArgumentException saying which part is wrong; repeats neither URL nor key
   */
  static List<ModelOptions> of(
      String runtimes,
      String keys,
      boolean cleartext,
      ModelOptions here,
      ModelOptions.Shared shared,
      ModelOptions.Shared chosen) {
    if (runtimes.isEmpty() || runtimes.equalsIgnoreCase(AUTO)) {
      return List.of(here.in(chosen));
    }
    if (runtimes.equalsIgnoreCase(HERE)) {
      return List.of(here);
    }
    String[] places = runtimes.split(",", -1);
    String[] keyOf = keys.split(",", -1);
    // Where no server has it, the model that is named is one of this machine.
    ModelOptions local = runtimes.contains("://") ? here.withModel(ModelOptions.EMBEDDED) : here;
    List<ModelOptions> chain = new ArrayList<>();
    int servers = 0;
    for (int i = 0; i < places.length && i < MOST; i++) {
      String place = places[i].strip();
      if (place.equalsIgnoreCase(HERE)) {
        chain.add(local);
        continue;
      }
      if (place.equalsIgnoreCase(PROCESS)) {
        chain.add(local.in(shared));
        continue;
      }
      if (place.equalsIgnoreCase(AUTO)) {
        chain.add(local.in(chosen));
        continue;
      }
      String key = servers < keyOf.length ? keyOf[servers].strip() : "";
      servers++;
      chain.add(
          ModelOptions.at(server(place, i, key, cleartext), here.model(), here.contextTokens()));
    }
    if (places.length > MOST || chain.stream().distinct().count() < chain.size()) {
      throw new IllegalArgumentException(
          "nl.runtime names more than " + MOST + " places, or one of them twice");
    }
    if (!keys.isEmpty() && keyOf.length > servers) {
      throw new IllegalArgumentException(
          "nl.runtime.key has more keys than nl.runtime has URLs; a comma parts two keys");
    }
    return List.copyOf(chain);
  }

  private static ModelServer server(String url, int index, String key, boolean cleartext) {
    try {
      return ModelServer.of(url, key, cleartext);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Setting nl.runtime is not valid at place "
              + (index + 1)
              + ": "
              + e.getMessage()
              + ". It takes 'auto', 'embedded', 'process', URLs such as https://models.example.com or"
              + " http://localhost:8000, or several of these with commas between.",
          e);
    }
  }
}
