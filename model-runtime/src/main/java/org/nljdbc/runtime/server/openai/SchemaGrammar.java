package org.nljdbc.runtime.server.openai;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.InvalidFieldException;

/**
 * Writes a grammar in GBNF for the JSON that a JSON Schema describes. Whatever matches the grammar
 * is valid; not everything valid matches, since members come in the schema's order and an object
 * that names its members gets no others. A keyword that no grammar can say is refused.
 */
final class SchemaGrammar {

  private static final String COMMON =
      """
      ws ::= [ ]? | "\\n" [ \\t]{0,20}
      value ::= object | array | string | number | boolean | null
      object ::= "{" ws (member ("," ws member)*)? "}" ws
      member ::= string ":" ws value
      array ::= "[" ws (value ("," ws value)*)? "]" ws
      string ::= "\\"" char* "\\"" ws
      char ::= [^"\\\\\\x00-\\x1F] | "\\\\" (["\\\\/bfnrt] | "u" [0-9a-fA-F]{4})
      digits ::= "0" | [1-9] [0-9]{0,17}
      integer ::= "-"? digits ws
      number ::= "-"? digits ("." [0-9]{1,18})? ([eE] [-+]? [0-9]{1,3})? ws
      boolean ::= ("true" | "false") ws
      null ::= "null" ws
      """;

  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "number", "integer", "boolean", "null");

  /** What says nothing about which values are valid. */
  private static final Set<String> REMARKS =
      Set.of(
          "$schema",
          "$id",
          "$comment",
          "title",
          "description",
          "default",
          "examples",
          "deprecated",
          "$defs",
          "definitions");

  private static final int MOST_RULES = 3_000;
  private static final int LONGEST = 200_000;
  private static final int DEEPEST = 60;
  private static final int MOST_ITEMS = 500;
  private static final Gson JSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  private final String field;
  private final JsonElement top;
  private final StringBuilder rules = new StringBuilder();
  private final Map<String, String> references = new LinkedHashMap<>();
  private int count;

  private SchemaGrammar(String field, JsonElement top) {
    this.field = field;
    this.top = top;
  }

  /** The grammar of any object. */
  static String ofObject() {
    return "root ::= object\n" + COMMON;
  }

  /**
   * The grammar of a schema.
   *
   * @param field where it stands, for messages
   * @param schema the schema
   * @throws InvalidFieldException if it is none, or asks for what a grammar cannot say
   */
  static String of(String field, JsonElement schema) {
    SchemaGrammar grammar = new SchemaGrammar(field, schema);
    String root = grammar.reference("#", field, 0);
    return "root ::= " + root + "\n" + grammar.rules + COMMON;
  }

  private static InvalidFieldException refused(String at, String what) {
    return new InvalidFieldException(at, what);
  }

  private String name(String at) {
    if (++count > MOST_RULES) {
      throw refused(at, "is too large a schema");
    }
    return "s" + count;
  }

  private String rule(String at, String body) {
    String name = name(at);
    add(name, body, at);
    return name;
  }

  private void add(String name, String body, String at) {
    if (rules.length() + body.length() > LONGEST) {
      throw refused(at, "is too large a schema");
    }
    rules.append(name).append(" ::= ").append(body).append('\n');
  }

  /** The rule of a schema that is referred to, which may refer to itself. */
  private String reference(String pointer, String at, int depth) {
    String known = references.get(pointer);
    if (known != null) {
      return known;
    }
    String name = name(at);
    references.put(pointer, name);
    add(name, schema(target(pointer, at), at, depth + 1), at);
    return name;
  }

  private JsonElement target(String pointer, String at) {
    JsonElement found = top;
    for (String step : pointer.substring(1).split("/", -1)) {
      if (step.isEmpty() && found == top) {
        continue;
      }
      String member = step.replace("~1", "/").replace("~0", "~");
      JsonElement next = found instanceof JsonObject object ? object.get(member) : null;
      if (next == null) {
        throw refused(at, "refers to " + pointer + ", which is not there");
      }
      found = next;
    }
    return found;
  }

  /** What a schema's values look like: a rule's name, or alternatives in parentheses. */
  private String schema(JsonElement given, String at, int depth) {
    if (depth > DEEPEST) {
      throw refused(at, "is nested deeper than " + DEEPEST);
    }
    if (given.isJsonPrimitive() && given.toString().equals("true")) {
      return "value";
    }
    if (!(given instanceof JsonObject schema)) {
      throw refused(at, "must be a schema");
    }
    Set<String> left = new LinkedHashSet<>(schema.keySet());
    left.removeAll(REMARKS);
    String body = body(schema, at, depth, left);
    if (!left.isEmpty()) {
      throw refused(
          at + "." + left.iterator().next(), "asks for what cannot be kept to here; leave it out");
    }
    return body;
  }

  /** Takes the keywords that it heeds off those that are left. */
  private String body(JsonObject schema, String at, int depth, Set<String> left) {
    if (left.remove("$ref")) {
      String pointer = text(schema.get("$ref"), at + ".$ref");
      if (!pointer.startsWith("#")) {
        throw refused(at + ".$ref", "must begin with #");
      }
      return reference(pointer, at + ".$ref", depth);
    }
    if (left.remove("const")) {
      left.remove("type");
      return rule(at, literal(typed(schema, at, List.of(schema.get("const"))).get(0)) + " ws");
    }
    if (left.remove("enum")) {
      left.remove("type");
      List<String> values = new ArrayList<>();
      typed(schema, at, list(schema.get("enum"), at + ".enum"))
          .forEach(each -> values.add(literal(each)));
      return rule(at, "(" + alternatives(values, at + ".enum") + ") ws");
    }
    for (String choice : List.of("anyOf", "oneOf")) {
      if (left.remove(choice)) {
        List<String> parts = new ArrayList<>();
        for (JsonElement each : list(schema.get(choice), at + "." + choice)) {
          parts.add(schema(each, at + "." + choice + "[" + parts.size() + "]", depth + 1));
        }
        return rule(at, alternatives(parts, at + "." + choice));
      }
    }
    JsonElement type = schema.get("type");
    left.remove("type");
    if (type == null) {
      boolean object = schema.has("properties") || schema.has("additionalProperties");
      return object
          ? object(schema, at, depth, left)
          : schema.has("items") ? array(schema, at, depth, left) : "value";
    }
    Set<String> types = types(type, at);
    List<String> parts = new ArrayList<>();
    for (String each : types) {
      parts.add(type(each, schema, at, depth, left));
    }
    return parts.size() == 1 ? parts.get(0) : rule(at, alternatives(parts, at + ".type"));
  }

  private static Set<String> types(JsonElement type, String at) {
    Set<String> types = new LinkedHashSet<>();
    for (JsonElement each : type instanceof JsonArray several ? several.asList() : List.of(type)) {
      types.add(text(each, at + ".type"));
    }
    return types;
  }

  /** Those of the values that a schema with a type allows, at least one. */
  private static List<JsonElement> typed(JsonObject schema, String at, List<JsonElement> values) {
    JsonElement type = schema.get("type");
    if (type == null) {
      return values;
    }
    Set<String> types = types(type, at);
    List<JsonElement> left =
        values.stream()
            .filter(value -> types.stream().anyMatch(name -> isOfType(value, name)))
            .toList();
    if (left.isEmpty()) {
      throw refused(at + ".type", "allows none of the values");
    }
    return left;
  }

  private static boolean isOfType(JsonElement value, String type) {
    return switch (type) {
      case "object" -> value.isJsonObject();
      case "array" -> value.isJsonArray();
      case "null" -> value.isJsonNull();
      case "string" -> value instanceof JsonPrimitive text && text.isString();
      case "boolean" -> value instanceof JsonPrimitive truth && truth.isBoolean();
      case "number" -> value instanceof JsonPrimitive number && number.isNumber();
      case "integer" ->
          value instanceof JsonPrimitive number
              && number.isNumber()
              && number.getAsDouble() == Math.rint(number.getAsDouble());
      default -> false;
    };
  }

  private String type(String type, JsonObject schema, String at, int depth, Set<String> left) {
    return switch (type) {
      case "object" -> object(schema, at, depth, left);
      case "array" -> array(schema, at, depth, left);
      case "string" -> string(schema, at, left);
      default -> {
        if (!TYPES.contains(type)) {
          throw refused(at + ".type", "must be one of JSON's types");
        }
        yield type;
      }
    };
  }

  private String string(JsonObject schema, String at, Set<String> left) {
    boolean bounded = left.remove("minLength") | left.remove("maxLength");
    if (!bounded) {
      return "string";
    }
    String letters = repeated("char", bounds(schema, at, "minLength", "maxLength", 0));
    return rule(at, "\"\\\"\" " + letters + "\"\\\"\" ws");
  }

  private String array(JsonObject schema, String at, int depth, Set<String> left) {
    left.remove("items");
    boolean bounded = left.remove("minItems") | left.remove("maxItems");
    JsonElement items = schema.get("items");
    String item = items == null ? "value" : schema(items, at + ".items", depth + 1);
    int least = bounded ? number(schema, at, "minItems", 0) : 0;
    int most = bounded ? number(schema, at, "maxItems", -1) : -1;
    if (most == 0 && least == 0) {
      return rule(at, "\"[\" ws \"]\" ws");
    }
    String bounds = bounded ? bounds(schema, at, "minItems", "maxItems", 1) : "*";
    String all = item + " " + repeated("(\",\" ws " + item + ")", bounds);
    return rule(at, "\"[\" ws " + (least > 0 ? all : "(" + all + ")?") + " \"]\" ws");
  }

  private static String repeated(String part, String bounds) {
    return bounds.equals("{0,0}") ? "" : part + bounds + " ";
  }

  /** How often something comes, less what stands before it. */
  private String bounds(JsonObject schema, String at, String min, String max, int before) {
    int least = Math.max(0, number(schema, at, min, 0) - before);
    int most = number(schema, at, max, -1);
    if (most >= 0 && most - before < least) {
      throw refused(at + "." + max, "is less than " + min);
    }
    return "{" + least + "," + (most < 0 ? "" : Integer.toString(most - before)) + "}";
  }

  private static int number(JsonObject schema, String at, String name, int absent) {
    JsonElement value = schema.get(name);
    if (value == null) {
      return absent;
    }
    String text = value.toString();
    int number = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
    if (number > MOST_ITEMS) {
      throw refused(at + "." + name, "must be a whole number from 0 to " + MOST_ITEMS);
    }
    return number;
  }

  /**
   * Members in their order. Each has two rules: for where it may be the first one, and for where
   * another stands before it and a comma has to come.
   */
  private String object(JsonObject schema, String at, int depth, Set<String> left) {
    left.removeAll(List.of("properties", "required", "additionalProperties"));
    JsonElement given = schema.get("properties");
    JsonElement others = schema.get("additionalProperties");
    boolean closed = others != null && others.toString().equals("false");
    Set<String> required = new LinkedHashSet<>();
    if (schema.has("required")) {
      list(schema.get("required"), at + ".required")
          .forEach(each -> required.add(text(each, at + ".required")));
    }
    if (given == null && required.isEmpty()) {
      return closed
          ? rule(at, "\"{\" ws \"}\" ws")
          : others == null
              ? "object"
              : map(schema(others, at + ".additionalProperties", depth + 1), at);
    }
    if (!(given instanceof JsonObject properties) || !properties.keySet().containsAll(required)) {
      throw refused(at + ".required", "names what properties does not have");
    }
    String first = "\"\"";
    String later = "\"\"";
    List<String> names = new ArrayList<>(properties.keySet());
    for (int i = names.size() - 1; i >= 0; i--) {
      String name = names.get(i);
      String member =
          literal(new JsonPrimitive(name))
              + " \":\" ws "
              + schema(properties.get(name), at + ".properties." + name, depth + 1);
      boolean needed = required.contains(name);
      String one = rule(at, member);
      first = rule(at, one + " " + later + (needed ? "" : " | " + first));
      later = rule(at, "\",\" ws " + one + " " + later + (needed ? "" : " | " + later));
    }
    return rule(at, "\"{\" ws " + first + " \"}\" ws");
  }

  private String map(String value, String at) {
    String member = rule(at, "string \":\" ws " + value);
    return rule(at, "\"{\" ws (" + member + " (\",\" ws " + member + ")*)? \"}\" ws");
  }

  private static String alternatives(List<String> parts, String at) {
    if (parts.isEmpty()) {
      throw refused(at, "is empty");
    }
    return String.join(" | ", parts);
  }

  /** A JSON value as a literal of the grammar. */
  private static String literal(JsonElement value) {
    String text = JSON.toJson(value);
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String text(@Nullable JsonElement value, String at) {
    if (value == null || !value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
      throw refused(at, "must be a text");
    }
    return value.getAsString();
  }

  private static List<JsonElement> list(@Nullable JsonElement value, String at) {
    if (!(value instanceof JsonArray array)) {
      throw refused(at, "must be a list");
    }
    return array.asList();
  }
}
