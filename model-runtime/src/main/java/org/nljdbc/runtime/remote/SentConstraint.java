package org.nljdbc.runtime.remote;

import com.google.gson.JsonObject;
import org.nljdbc.runtime.constraint.SchemaJson;
import org.nljdbc.sql.SqlConstraint;

/**
 * A constraint as it is sent: its schema whole, or by a name that the server knows.
 *
 * @param answerBegins what an answer begins with before the server adds to it
 * @param parameters how many parameters the question has
 * @param schema the schema
 * @param digest its name
 */
record SentConstraint(String answerBegins, int parameters, JsonObject schema, String digest) {

  static SentConstraint of(SqlConstraint constraint, String answerBegins) {
    JsonObject schema = SchemaJson.write(constraint.schema());
    return new SentConstraint(
        answerBegins, constraint.parameters(), schema, SchemaJson.digest(schema));
  }

  int tables() {
    return schema.getAsJsonArray("tables").size();
  }

  /**
   * The member of a request.
   *
   * @param whole whether the server has to be told the schema
   */
  JsonObject json(boolean whole) {
    JsonObject json = new JsonObject();
    json.addProperty("answer_begins", answerBegins);
    json.addProperty("parameters", parameters);
    if (whole) {
      json.add("schema", schema);
    } else {
      json.addProperty("schema_digest", digest);
    }
    return json;
  }
}
