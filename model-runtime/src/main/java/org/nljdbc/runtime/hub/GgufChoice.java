package org.nljdbc.runtime.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chooses among the GGUF files of a model: hubs often have the same weights in a dozen types. */
final class GgufChoice {

  /** Best first: the weights are held in 8 bits anyway, so more only takes longer to download. */
  private static final List<String> TYPES =
      List.of(
          "Q8_0", "F16", "BF16", "Q6_K", "Q5_K_M", "Q5_K_S", "Q5_K", "Q5_1", "Q5_0", "Q4_K_M",
          "Q4_K_S", "Q4_K", "Q4_1", "Q4_0", "F32");

  private static final Pattern SHARD = Pattern.compile("(.+)-(\\d{5})-of-(\\d{5})\\.gguf");

  private GgufChoice() {}

  /**
   * Chooses one model.
   *
   * @param names file names, of other files too
   * @return its file, or all its shards in order; empty if there is none, or none to prefer
   */
  static List<String> of(Collection<String> names) {
    Map<String, List<String>> models = models(names);
    for (String type : TYPES) {
      Pattern part = Pattern.compile("(?:^|[^a-z0-9])" + type.toLowerCase(Locale.ROOT) + "$");
      for (Map.Entry<String, List<String>> model : models.entrySet()) {
        if (part.matcher(model.getKey().toLowerCase(Locale.ROOT)).find()) {
          return model.getValue();
        }
      }
    }
    return models.size() == 1 ? models.values().iterator().next() : List.of();
  }

  /** The complete models, by name without shard number and ending. */
  private static Map<String, List<String>> models(Collection<String> names) {
    Map<String, List<String>> models = new TreeMap<>();
    for (String name : new TreeSet<>(names)) {
      if (!name.endsWith(".gguf") || name.startsWith("mmproj")) {
        continue;
      }
      Matcher shard = SHARD.matcher(name);
      String model = shard.matches() ? shard.group(1) : name.substring(0, name.length() - 5);
      models.computeIfAbsent(model, key -> new ArrayList<>()).add(name);
    }
    models.values().removeIf(files -> !isComplete(files));
    return models;
  }

  private static boolean isComplete(List<String> files) {
    Matcher first = SHARD.matcher(files.get(0));
    return !first.matches() || Integer.parseInt(first.group(3)) == files.size();
  }
}
