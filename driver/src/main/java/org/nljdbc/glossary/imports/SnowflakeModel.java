package org.nljdbc.glossary.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.nljdbc.glossary.ColumnTerms;
import org.nljdbc.glossary.Fragment;
import org.nljdbc.glossary.Glossary;
import org.nljdbc.glossary.GlossaryException;
import org.nljdbc.glossary.Metric;
import org.nljdbc.glossary.Place;
import org.nljdbc.glossary.TableTerms;
import org.nljdbc.glossary.YamlValue;

/**
 * Reads a semantic model of Snowflake's Cortex Analyst. Its logical names give way to the names of
 * the database; what is worked out (metrics, computed dimensions, named filters) becomes a metric.
 */
final class SnowflakeModel {

  private static final List<String> COLUMN_KINDS =
      List.of("dimensions", "time_dimensions", "facts", "measures");

  private final Map<String, TableTerms> tables = new LinkedHashMap<>();
  private final Map<String, Metric> metrics = new LinkedHashMap<>();
  private final List<Fragment> joins = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  /** Real table by logical name, in lower case. */
  private final Map<String, String> realTables = new LinkedHashMap<>();

  /** What logical columns of each logical table stand for, all in lower case. */
  private final Map<String, Map<String, String>> realColumns = new LinkedHashMap<>();

  private SnowflakeModel() {}

  static boolean fits(Map<String, YamlValue> root) {
    return root.containsKey("tables") && root.containsKey("name")
        || root.containsKey("verified_queries");
  }

  static Imported read(Map<String, YamlValue> root) throws GlossaryException {
    SnowflakeModel model = new SnowflakeModel();
    List<Map<String, YamlValue>> all = new ArrayList<>();
    for (YamlValue table : Fields.list(root, "tables")) {
      all.add(table.all());
    }
    for (Map<String, YamlValue> table : all) {
      model.names(table);
    }
    for (Map<String, YamlValue> table : all) {
      model.table(table);
    }
    for (YamlValue relationship : Fields.list(root, "relationships")) {
      model.join(relationship.all());
    }
    List<VerifiedQuery> queries = new ArrayList<>();
    for (YamlValue each : Fields.list(root, "verified_queries")) {
      Map<String, YamlValue> query = each.all();
      queries.add(
          new VerifiedQuery(
              Fields.line(Fields.text(query, "question")), model.query(Fields.text(query, "sql"))));
    }
    for (String other : List.of("metrics", "custom_instructions", "module_custom_instructions")) {
      if (root.containsKey(other)) {
        model.leftOut.add("The model's own " + other + " were left out.");
      }
    }
    Glossary glossary =
        new Glossary(
            List.copyOf(model.tables.values()),
            List.copyOf(model.metrics.values()),
            List.of(),
            model.joins);
    return new Imported(glossary, queries, model.leftOut);
  }

  private void names(Map<String, YamlValue> table) throws GlossaryException {
    String logical = lower(Fields.text(table, "name"));
    String real = Fields.text(Fields.map(table, "base_table"), "table");
    realTables.put(logical, real.isEmpty() ? Fields.text(table, "name") : real);
    Map<String, String> columns = new LinkedHashMap<>();
    for (String kind : COLUMN_KINDS) {
      for (YamlValue each : Fields.list(table, kind)) {
        Map<String, YamlValue> column = each.all();
        String name = Fields.text(column, "name");
        String expression = Fields.text(column, "expr");
        columns.put(lower(name), expression.isEmpty() ? name : expression);
      }
    }
    realColumns.put(logical, columns);
  }

  private void table(Map<String, YamlValue> table) throws GlossaryException {
    String logical = lower(Fields.text(table, "name"));
    String real = realTables.getOrDefault(logical, logical);
    Map<String, ColumnTerms> columns = new LinkedHashMap<>();
    for (String kind : COLUMN_KINDS) {
      for (YamlValue each : Fields.list(table, kind)) {
        Map<String, YamlValue> column = each.all();
        String expression = SqlNames.unqualified(expression(column), names(logical));
        if (SqlNames.isName(expression)) {
          columns.putIfAbsent(lower(expression), column(column, expression));
        } else {
          metric(real, column, expression);
        }
      }
    }
    for (String kind : List.of("metrics", "filters")) {
      for (YamlValue each : Fields.list(table, kind)) {
        Map<String, YamlValue> named = each.all();
        metric(real, named, expression(named, logical));
      }
    }
    Set<String> synonyms = new LinkedHashSet<>();
    if (!logical.equalsIgnoreCase(real)) {
      synonyms.add(Fields.spoken(logical));
    }
    synonyms.addAll(Fields.texts(table, "synonyms"));
    tables.putIfAbsent(
        real,
        new TableTerms(
            real,
            Fields.line(Fields.text(table, "description")),
            List.copyOf(synonyms),
            false,
            List.copyOf(columns.values()),
            Place.NOWHERE));
  }

  private static String expression(Map<String, YamlValue> column) throws GlossaryException {
    String expression = Fields.text(column, "expr");
    return expression.isEmpty() ? Fields.text(column, "name") : Fields.line(expression);
  }

  /** An expression over logical columns, over real ones. */
  private String expression(Map<String, YamlValue> named, String logical) throws GlossaryException {
    Map<String, String> meant = new LinkedHashMap<>();
    realColumns
        .getOrDefault(logical, Map.of())
        .forEach(
            (name, stands) -> {
              String real = SqlNames.unqualified(Fields.line(stands), names(logical));
              meant.put(name, SqlNames.isName(real) ? real : "(" + real + ")");
            });
    return SqlNames.replaced(SqlNames.unqualified(expression(named), names(logical)), meant);
  }

  private Set<String> names(String logical) {
    return new LinkedHashSet<>(List.of(logical, lower(realTables.getOrDefault(logical, logical))));
  }

  private static ColumnTerms column(Map<String, YamlValue> column, String real)
      throws GlossaryException {
    Set<String> synonyms = new LinkedHashSet<>();
    String name = Fields.text(column, "name");
    if (!name.equalsIgnoreCase(real)) {
      synonyms.add(Fields.spoken(name));
    }
    synonyms.addAll(Fields.texts(column, "synonyms"));
    return new ColumnTerms(
        real,
        Fields.line(Fields.text(column, "description")),
        List.copyOf(synonyms),
        false,
        true,
        Map.of(),
        Place.NOWHERE);
  }

  private void metric(String table, Map<String, YamlValue> named, String expression)
      throws GlossaryException {
    String name = Fields.spoken(Fields.text(named, "name"));
    String free = metrics.containsKey(name) ? name + " of " + Fields.spoken(table) : name;
    metrics.put(
        free,
        new Metric(
            free,
            table,
            Place.NOWHERE,
            new Fragment(expression, Place.NOWHERE, false),
            Fields.line(Fields.text(named, "description")),
            Fields.texts(named, "synonyms")));
  }

  private void join(Map<String, YamlValue> relationship) throws GlossaryException {
    String left = lower(Fields.text(relationship, "left_table"));
    String right = lower(Fields.text(relationship, "right_table"));
    List<String> parts = new ArrayList<>();
    for (YamlValue each : Fields.list(relationship, "relationship_columns")) {
      Map<String, YamlValue> columns = each.all();
      parts.add(
          real(left, Fields.text(columns, "left_column"))
              + " = "
              + real(right, Fields.text(columns, "right_column")));
    }
    if (parts.isEmpty()) {
      leftOut.add("The relationship of " + left + " and " + right + " names no columns.");
    } else {
      joins.add(new Fragment(String.join(" AND ", parts), Place.NOWHERE, false));
    }
  }

  private String real(String table, String column) {
    String stands = realColumns.getOrDefault(table, Map.of()).getOrDefault(lower(column), column);
    String real = SqlNames.unqualified(stands, names(table));
    return realTables.getOrDefault(table, table) + "." + (SqlNames.isName(real) ? real : column);
  }

  /** SQL over logical tables, which may be written with two underscores in front. */
  private String query(String sql) {
    Map<String, String> meant = new LinkedHashMap<>();
    realTables.forEach(
        (logical, real) -> {
          meant.put("__" + logical, real);
          meant.put(logical, real);
        });
    String plain = sql.strip();
    String open = plain.endsWith(";") ? plain.substring(0, plain.length() - 1) : plain;
    return SqlNames.replaced(open, meant);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
