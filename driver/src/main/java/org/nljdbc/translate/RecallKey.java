package org.nljdbc.translate;

import org.nljdbc.schema.Digests;

/**
 * What a translation depends on: with all of it equal, the SQL is equal.
 *
 * @param question the question's text
 * @param parameters how many of its values are bound later
 * @param schema fingerprint of the schema
 * @param model fingerprint of the model
 * @param settings the connection's settings
 */
record RecallKey(String question, int parameters, String schema, String model, String settings) {

  /** Short name of the translation for logs, warnings and comments. */
  String id(int tries) {
    return Digests.of(
            question + (parameters == 0 ? "" : " " + parameters),
            schema,
            model,
            settings,
            Integer.toString(tries))
        .substring(0, 12);
  }
}
