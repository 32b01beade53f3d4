package org.nljdbc.runtime.server.openai;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.config.InvalidFieldException;
import org.nljdbc.runtime.constraint.SchemaJson;
import org.nljdbc.runtime.server.http.Problem;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.spi.AnswerConstraint;
import org.nljdbc.sql.SqlConstraint;

/**
 * Makes the constraints that callers describe: SQL over a schema. A schema is sent once and then
 * named by a digest of its content, which is worked out here, so that nobody can change another
 * caller's, and is known to who sent it. Safe for many threads.
 */
final class Constraints {

  private static final int MOST_TABLES = 20_000;
  private static final int LONGEST_NAME = 1_000;
  private static final int MOST_PARAMETERS = 1_000;
  private static final int LONGEST_BEGINNING = 10_000;

  private final CallerSchemas schemas;
  private final String caller;

  /**
   * For the requests of one caller.
   *
   * @param schemas what callers have sent before
   * @param caller who sends the requests
   */
  Constraints(CallerSchemas schemas, String caller) {
    this.schemas = schemas;
    this.caller = caller;
  }

  /**
   * The constraint of a request.
   *
   * @param fields the request's members
   * @param prefix what stands before the answer
   * @return the constraint, or null if the request has none
   * @throws InvalidFieldException if it cannot be read
   */
  @Nullable AnswerConstraint read(Fields fields, String prefix) {
    if (!fields.has("constraint")) {
      return null;
    }
    Fields wanted = fields.object("constraint");
    String begins = wanted.text("answer_begins", "");
    if (begins.length() > LONGEST_BEGINNING) {
      throw new InvalidFieldException(wanted.at("answer_begins"), "is too long");
    }
    int parameters = wanted.integer("parameters", 0, 0, MOST_PARAMETERS);
    Schema schema = schema(wanted);
    wanted.done();
    return new ContinuedConstraint(new SqlConstraint(schema, parameters), prefix, begins);
  }

  private Schema schema(Fields wanted) {
    String digest = wanted.optionalText("schema_digest");
    if (wanted.has("schema") == (digest != null)) {
      throw new InvalidFieldException(
          wanted.at("schema"), "must be there, or schema_digest in its place");
    }
    if (digest == null) {
      Schema schema = schema(wanted, wanted.object("schema"));
      JsonObject written = SchemaJson.write(schema);
      schemas.keep(caller, SchemaJson.digest(written), schema);
      return schema;
    }
    Schema known = schemas.find(caller, digest);
    if (known == null) {
      throw Problem.of(
              409,
              "unknown_schema",
              "Schema not known",
              "No schema of that digest is known here; send it as constraint.schema.")
          .with("field", wanted.at("schema_digest"))
          .asException();
    }
    return known;
  }

  private static Schema schema(Fields wanted, Fields json) {
    Dialect dialect = constant(json, "dialect", Dialect.class, Dialect.OTHER);
    Fields names = json.object("names");
    IdentifierRules rules =
        new IdentifierRules(
            constant(
                names, "unquoted", IdentifierRules.Fold.class, IdentifierRules.Fold.INSENSITIVE),
            names.flag("quoted_exact", false),
            names.text("quote", "\""));
    names.done();
    String catalog = json.optionalText("catalog");
    String name = json.optionalText("name");
    List<Fields> given = json.objects("tables");
    json.done();
    if (given.size() > MOST_TABLES) {
      throw new InvalidFieldException(
          wanted.at("schema.tables"), "has more than " + MOST_TABLES + " tables");
    }
    List<Table> bare = new ArrayList<>();
    List<ForeignKey> keys = new ArrayList<>();
    for (Fields table : given) {
      bare.add(table(table, keys));
    }
    Map<String, List<ForeignKey>> from =
        keys.stream().collect(Collectors.groupingBy(ForeignKey::fromTable));
    Map<String, List<ForeignKey>> to =
        keys.stream().collect(Collectors.groupingBy(ForeignKey::toTable));
    List<Table> tables =
        bare.stream()
            .map(
                table ->
                    table.withKeys(
                        from.getOrDefault(table.name(), List.of()),
                        to.getOrDefault(table.name(), List.of())))
            .toList();
    return Schema.of(dialect, dialect.title(), rules, catalog, name, tables);
  }

  private static Table table(Fields json, List<ForeignKey> keys) {
    String name = name(json, json.text("name"));
    List<Column> columns = new ArrayList<>();
    for (String column : json.texts("columns")) {
      columns.add(new Column(name(json, column), "", true, false, null, List.of()));
    }
    for (Fields key : json.objects("keys")) {
      keys.add(
          new ForeignKey(
              name, key.texts("columns"), name(key, key.text("table")), key.texts("referenced")));
      key.done();
    }
    json.done();
    return new Table(name, false, null, columns, List.of(), List.of(), List.of());
  }

  private static String name(Fields json, String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw new InvalidFieldException(
          json.at("name"), "names must have 1 to " + LONGEST_NAME + " characters");
    }
    return name;
  }

  private static <E extends Enum<E>> E constant(
      Fields json, String member, Class<E> type, E absent) {
    List<String> choices = Arrays.stream(type.getEnumConstants()).map(each -> each.name()).toList();
    String value = json.choice(member, absent.name(), choices);
    return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
  }
}
