package org.nljdbc.it.accuracy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gold in the words of another system, by the number of its question: what {@code adapter.dialects}
 * writes, a JSON object a line with {@code number} and {@code sql}.
 */
final class OwnGold {

  /** For runs that have none. */
  static final OwnGold NONE = new OwnGold(Map.of());

  private final Map<Integer, String> sql;

  private OwnGold(Map<Integer, String> sql) {
    this.sql = sql;
  }

  /**
   * Reads a file.
   *
   * @param file the file, or null for {@link #NONE}
   * @return what it holds
   * @throws IOException if it cannot be read or is not as described
   */
  static OwnGold read(@Nullable Path file) throws IOException {
    if (file == null) {
      return NONE;
    }
    Map<Integer, String> sql = new HashMap<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      try {
        JsonObject gold = JsonParser.parseString(lines.get(i)).getAsJsonObject();
        sql.put(gold.get("number").getAsInt(), gold.get("sql").getAsString());
      } catch (JsonParseException | IllegalStateException | NullPointerException e) {
        throw new IOException(file + ", line " + (i + 1) + ": no JSON object with number, sql", e);
      }
    }
    return new OwnGold(Map.copyOf(sql));
  }

  /** The gold of a question, if there is one. */
  Optional<String> of(Question question) {
    return Optional.ofNullable(sql.get(question.number()));
  }

  /** Whether there is none at all. */
  boolean isEmpty() {
    return sql.isEmpty();
  }
}
