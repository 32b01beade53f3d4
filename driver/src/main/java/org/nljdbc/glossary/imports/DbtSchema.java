package org.nljdbc.glossary.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nljdbc.glossary.ColumnTerms;
import org.nljdbc.glossary.Fragment;
import org.nljdbc.glossary.Glossary;
import org.nljdbc.glossary.GlossaryException;
import org.nljdbc.glossary.Place;
import org.nljdbc.glossary.TableTerms;
import org.nljdbc.glossary.YamlValue;

/**
 * Reads dbt's properties files ({@code schema.yml}): descriptions of models, seeds, snapshots and
 * sources and of their columns, and their tests of relationships as joins.
 */
final class DbtSchema {

  private static final List<String> KINDS = List.of("models", "seeds", "snapshots");
  private static final Pattern REF =
      Pattern.compile("(?:ref|source)\\(.*?['\"]([^'\"]+)['\"]\\s*(?:,\\s*v(?:ersion)?=.*)?\\)$");

  private final Map<String, TableTerms> tables = new LinkedHashMap<>();
  private final List<Fragment> joins = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  private DbtSchema() {}

  static boolean fits(Map<String, YamlValue> root) {
    return KINDS.stream().anyMatch(root::containsKey) || root.containsKey("sources");
  }

  static Imported read(Map<String, YamlValue> root) throws GlossaryException {
    DbtSchema schema = new DbtSchema();
    for (String kind : KINDS) {
      for (YamlValue model : Fields.list(root, kind)) {
        schema.table(model.all());
      }
    }
    for (YamlValue source : Fields.list(root, "sources")) {
      for (YamlValue table : Fields.list(source.all(), "tables")) {
        schema.table(table.all());
      }
    }
    for (String other : List.of("metrics", "semantic_models", "exposures", "macros")) {
      if (root.containsKey(other)) {
        schema.leftOut.add("dbt's " + other + " were left out.");
      }
    }
    Glossary glossary =
        new Glossary(List.copyOf(schema.tables.values()), List.of(), List.of(), schema.joins);
    return new Imported(glossary, List.of(), schema.leftOut);
  }

  private void table(Map<String, YamlValue> model) throws GlossaryException {
    String name = tableName(model);
    List<ColumnTerms> columns = new ArrayList<>();
    for (YamlValue each : Fields.list(model, "columns")) {
      Map<String, YamlValue> column = each.all();
      String columnName = Fields.text(column, "name");
      Map<String, YamlValue> meta = Fields.map(column, "meta");
      String description = Fields.text(column, "description");
      List<String> synonyms = Fields.texts(meta, "synonyms");
      if (!description.isEmpty() || !synonyms.isEmpty()) {
        columns.add(
            new ColumnTerms(
                columnName,
                Fields.line(description),
                synonyms,
                false,
                true,
                Map.of(),
                Place.NOWHERE));
      }
      for (String tests : List.of("tests", "data_tests")) {
        for (YamlValue test : Fields.list(column, tests)) {
          relationship(name, columnName, test);
        }
      }
    }
    String description = Fields.line(Fields.text(model, "description"));
    List<String> synonyms = Fields.texts(Fields.map(model, "meta"), "synonyms");
    if (!description.isEmpty() || !synonyms.isEmpty() || !columns.isEmpty()) {
      tables.putIfAbsent(
          name, new TableTerms(name, description, synonyms, false, columns, Place.NOWHERE));
    }
  }

  /** The name in the database: an alias or identifier goes before the model's own. */
  private static String tableName(Map<String, YamlValue> model) throws GlossaryException {
    String identifier = Fields.text(model, "identifier");
    String alias = Fields.text(Fields.map(model, "config"), "alias");
    return !identifier.isEmpty()
        ? identifier
        : !alias.isEmpty() ? alias : Fields.text(model, "name");
  }

  private void relationship(String table, String column, YamlValue test) throws GlossaryException {
    if (!test.isMapping() || !test.all().containsKey("relationships")) {
      return;
    }
    Map<String, YamlValue> given = Fields.map(test.all(), "relationships");
    Map<String, YamlValue> arguments = Fields.map(given, "arguments");
    Map<String, YamlValue> parts = arguments.isEmpty() ? given : arguments;
    Matcher to = REF.matcher(Fields.text(parts, "to"));
    String field = Fields.text(parts, "field");
    if (!to.find() || field.isEmpty()) {
      leftOut.add("The relationship of " + table + "." + column + " names no model and field.");
      return;
    }
    String target = to.group(1);
    joins.add(
        new Fragment(table + "." + column + " = " + target + "." + field, Place.NOWHERE, false));
  }
}
