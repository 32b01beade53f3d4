package org.nljdbc.runtime.server.openai;

import com.google.gson.JsonElement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.config.InvalidFieldException;

/** OpenAI's {@code response_format}: that an answer is JSON, and which. */
final class ResponseFormat {

  static final String FIELD = "response_format";

  private ResponseFormat() {}

  /**
   * Reads it.
   *
   * @param fields a request's members
   * @return the grammar that answers keep to, in GBNF; null if they may be any text
   * @throws InvalidFieldException if it is not valid, or its schema asks for what a grammar cannot
   *     say
   */
  static @Nullable String grammar(Fields fields) {
    if (!fields.has(FIELD)) {
      return null;
    }
    Fields format = fields.object(FIELD);
    String type = format.choice("type", "", List.of("text", "json_object", "json_schema"));
    String grammar =
        switch (type) {
          case "json_object" -> SchemaGrammar.ofObject();
          case "json_schema" -> ofSchema(format.object("json_schema"));
          default -> null;
        };
    format.done();
    return grammar;
  }

  private static String ofSchema(Fields named) {
    named.optionalText("name");
    named.optionalText("description");
    named.flag("strict", true);
    JsonElement schema = named.get("schema");
    if (schema == null) {
      throw new InvalidFieldException(named.at("schema"), "is missing");
    }
    named.done();
    return SchemaGrammar.of(named.at("schema"), schema);
  }
}
