package org.nljdbc.runtime.server.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.runtime.config.InvalidFieldException;
import org.nljdbc.runtime.grammar.Gbnf;
import org.nljdbc.runtime.grammar.GrammarConstraint;
import org.nljdbc.runtime.grammar.GrammarException;

class SchemaGrammarTest {

  private static final Gson COMPACT =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
  private static final Gson PRETTY =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().setPrettyPrinting().create();

  private static GrammarConstraint constraint(String schema) throws GrammarException {
    return new GrammarConstraint(
        Gbnf.parse(SchemaGrammar.of("schema", JsonParser.parseString(schema.replace('\'', '"')))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'type': 'integer'} | -12 | 1.5",
        "{'type': 'number'} | 1.5e3 | 01",
        "{'type': ['string', 'null']} | null | 1",
        "{'type': 'boolean'} | true | 'true'",
        "{'enum': ['a', 1, null, {'b': []}]} | {'b':[]} | 'b'",
        "{'const': 'x < \\u00e9'} | 'x < \u00e9' | 'x'",
        "{'type': 'string', 'minLength': 2, 'maxLength': 3} | 'abc' | 'a'",
        "{'type': 'string', 'minLength': 2} | 'abcdef' | 'a'",
        "{'type': 'array', 'items': {'type': 'integer'}} | [] | ['a']",
        "{'type': 'array', 'items': {'type': 'integer'}, 'minItems': 2} | [1, 2, 3] | [1]",
        "{'type': 'array', 'maxItems': 2} | [1, 'a'] | [1, 2, 3]",
        "{'type': 'array', 'maxItems': 0} | [] | [1]",
        "{'type': 'array', 'minItems': 1, 'maxItems': 1} | [1] | []",
        "{'type': 'object'} | {'a': {'b': [1]}} | []",
        "{'type': 'object', 'additionalProperties': false} | {} | {'a': 1}",
        "{'additionalProperties': {'type': 'integer'}} | {'a': 1, 'b': 2} | {'a': 'b'}",
        "{'properties': {'a': {'type': 'integer'}, 'b': {}}, 'required': ['a']} | {'a': 1} | {}",
        "{'properties': {'a': {}, 'b': {}}} | {'b': 1} | {'b': 1, 'a': 1}",
        "{'properties': {'a': {}, 'b': {}}} | {} | {,'a': 1}",
        "{'properties': {'a': {}, 'b': {}}, 'required': ['b']} | {'b': 1} | {'a': 1}",
        "{'anyOf': [{'type': 'null'}, {'type': 'integer'}]} | 5 | 'a'",
        "{'$defs': {'n': {'type': 'object', 'properties': {'next': {'anyOf': [{'$ref': '#/$defs/n'},"
            + " {'type': 'null'}]}}, 'required': ['next']}}, '$ref': '#/$defs/n'}"
            + " | {'next': {'next': null}} | {'next': {}}",
        "{'type': 'object', 'properties': {'c': {'$ref': '#'}}} | {'c': {'c': {}}} | {'c': 1}",
        "{'description': 'x', 'type': 'string'} | 'a\\n\\u00e9' | 'a\tb'",
        "true | [{}] | nothing",
      })
  void validTextsMatchAndOthersDoNot(String schema, String valid, String invalid)
      throws GrammarException {
    GrammarConstraint constraint = constraint(schema);
    assertTrue(constraint.allowsEnd(valid.replace('\'', '"')), valid);
    assertEquals(false, constraint.allowsEnd(invalid.replace('\'', '"')), invalid);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[] | schema",
        "{'type': 'date'} | schema.type",
        "{'type': 5} | schema.type",
        "{'type': 'string', 'pattern': 'a+'} | schema.pattern",
        "{'type': 'integer', 'minimum': 1} | schema.minimum",
        "{'properties': {'a': {'format': 'date'}}} | schema.properties.a.format",
        "{'properties': {'a': {}}, 'required': ['b']} | schema.required",
        "{'type': 'array', 'minItems': 3, 'maxItems': 2} | schema.maxItems",
        "{'type': 'array', 'minItems': 0.5} | schema.minItems",
        "{'$ref': 'https://example.com/x'} | schema.$ref",
        "{'$ref': '#/$defs/none'} | schema.$ref",
        "{'enum': []} | schema.enum",
        "{'anyOf': 1} | schema.anyOf",
        "{'allOf': [{}]} | schema.allOf",
        "false | schema",
      })
  void whatAGrammarCannotSayIsNamed(String schema, String field) {
    InvalidFieldException refused =
        assertThrows(InvalidFieldException.class, () -> constraint(schema));
    assertEquals(field, refused.field(), refused.getMessage());
  }

  @Test
  void depthAndSizeAreBounded() {
    String deep = "{'items': ".repeat(80) + "{}" + "}".repeat(80);
    assertThrows(InvalidFieldException.class, () -> constraint(deep));
    StringBuilder wide = new StringBuilder("{'properties': {'a': {}");
    for (int i = 0; i < 2_000; i++) {
      wide.append(", 'p").append(i).append("': {}");
    }
    assertThrows(InvalidFieldException.class, () -> constraint(wide.append("}}").toString()));
    String large = "{'enum': ['" + "x".repeat(250_000) + "']}";
    assertThrows(InvalidFieldException.class, () -> constraint(large));
    assertThrows(
        InvalidFieldException.class, () -> constraint("{'type': 'string', 'enum': [1, null]}"));
    assertThrows(
        InvalidFieldException.class,
        () -> constraint("{'type': 'array', 'minItems': 3, 'maxItems': 0}"));
    // No finite text matches.
    assertThrows(
        GrammarException.class,
        () -> constraint("{'properties': {'a': {'$ref': '#'}}, 'required': ['a']}"));
  }

  /** Any JSON matches the schema that is made from it, written in either way. */
  @Test
  void aValueMatchesItsOwnSchema() throws GrammarException {
    for (long seed = 0; seed < 200; seed++) {
      matchesItsOwnSchema(seed);
    }
  }

  private static void matchesItsOwnSchema(long seed) throws GrammarException {
    JsonElement value = new RandomJson(seed).value(3);
    GrammarConstraint constraint = constraint(schemaOf(value).toString().replace('"', '\''));
    assertTrue(constraint.allowsEnd(COMPACT.toJson(value)), () -> COMPACT.toJson(value));
    assertTrue(constraint.allowsEnd(PRETTY.toJson(value)), () -> PRETTY.toJson(value));
    // And so does any object match that of objects.
    if (value.isJsonObject()) {
      GrammarConstraint any = new GrammarConstraint(Gbnf.parse(SchemaGrammar.ofObject()));
      assertTrue(any.allowsEnd(PRETTY.toJson(value)));
    }
  }

  private static JsonElement schemaOf(JsonElement value) {
    JsonObject schema = new JsonObject();
    if (value instanceof JsonObject object) {
      JsonObject properties = new JsonObject();
      JsonArray required = new JsonArray();
      object.asMap().forEach((name, member) -> properties.add(name, schemaOf(member)));
      object.keySet().forEach(required::add);
      schema.addProperty("type", "object");
      schema.add("properties", properties);
      schema.add("required", required);
    } else if (value instanceof JsonArray array) {
      JsonArray kinds = new JsonArray();
      array.forEach(each -> kinds.add(schemaOf(each)));
      schema.addProperty("type", "array");
      schema.addProperty("minItems", array.size());
      if (!kinds.isEmpty()) {
        JsonObject items = new JsonObject();
        items.add("anyOf", kinds);
        schema.add("items", items);
      }
    } else if (value instanceof JsonNull) {
      schema.addProperty("type", "null");
    } else {
      JsonPrimitive primitive = value.getAsJsonPrimitive();
      schema.addProperty(
          "type", primitive.isString() ? "string" : primitive.isNumber() ? "number" : "boolean");
    }
    return schema;
  }
}
