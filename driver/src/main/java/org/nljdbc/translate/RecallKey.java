package org.nljdbc.translate;

import java.util.ArrayList;
import java.util.List;
import org.nljdbc.prompt.Turn;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.Digests;

/**
 * What a translation depends on: with all of it equal, the SQL is equal.
 *
 * @param wording what is asked
 * @param database the database, as {@link org.nljdbc.memory.DatabaseName} has it
 * @param known digest of the schema and of what is known of the question's words there
 * @param model fingerprint of the model
 * @param settings the connection's settings
 */
record RecallKey(Wording wording, String database, String known, String model, String settings) {

  /**
   * All of it but the database's name in 64 hexadecimal digits, the same in every process: what is
   * known says which schema it is.
   */
  String digest() {
    List<String> parts = new ArrayList<>();
    parts.add(wording.text());
    parts.add(wording.parameters() + " " + wording.effect() + " " + wording.earlier().size());
    for (Turn turn : wording.earlier()) {
      parts.add(turn.question());
      parts.add(turn.sql());
    }
    parts.addAll(List.of(known, model, settings));
    return Digests.of(parts.toArray(new String[0]));
  }

  /** The same for a database that has the same schema. */
  RecallKey in(String other) {
    return new RecallKey(wording, other, known, model, settings);
  }

  /** Short name of the translation for logs, warnings and comments. */
  String id(int tries) {
    StringBuilder asked = new StringBuilder(wording.text());
    if (wording.parameters() > 0) {
      asked.append(' ').append(wording.parameters());
    }
    for (Turn turn : wording.earlier()) {
      asked.append('\n').append(turn.question()).append('\n').append(turn.sql());
    }
    return Digests.of(asked.toString(), known, model, settings, Integer.toString(tries))
        .substring(0, 12);
  }
}
