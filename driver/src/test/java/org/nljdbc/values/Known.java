package org.nljdbc.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nljdbc.glossary.BoundGlossary;
import org.nljdbc.glossary.BoundGlossary.ColumnName;
import org.nljdbc.glossary.ColumnTerms;
import org.nljdbc.glossary.Place;
import org.nljdbc.meaning.Synonyms;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/** An index over columns that a test names, each with its values. */
final class Known {

  private final Map<String, List<String>> columns = new LinkedHashMap<>();
  private final Map<ColumnName, ColumnTerms> said = new LinkedHashMap<>();

  /** Adds {@code table.column} with values. */
  Known column(String name, String... values) {
    columns.put(name, List.of(values));
    return this;
  }

  /** Says what people call a value of {@code table.column}. */
  Known called(String name, String value, String... synonyms) {
    String[] parts = name.split("\\.");
    said.put(
        new ColumnName(parts[0], parts[1]),
        new ColumnTerms(
            parts[1], "", List.of(), false, true, Map.of(value, List.of(synonyms)), Place.NOWHERE));
    return this;
  }

  ValueIndex index() {
    Map<String, List<Column>> byTable = new LinkedHashMap<>();
    List<ColumnValues> read = new ArrayList<>();
    columns.forEach(
        (name, values) -> {
          String[] parts = name.split("\\.");
          byTable
              .computeIfAbsent(parts[0], any -> new ArrayList<>())
              .add(new Column(parts[1], "text", true, true, null, List.of()));
          read.add(new ColumnValues(parts[0], parts[1], values, true));
        });
    List<Table> tables = new ArrayList<>();
    byTable.forEach(
        (name, all) ->
            tables.add(new Table(name, false, null, all, List.of(), List.of(), List.of())));
    Schema schema =
        Schema.of(Dialect.SQLITE, "test", IdentifierRules.INSENSITIVE, null, null, tables);
    BoundGlossary ground =
        new BoundGlossary(schema, Map.of(), said, List.of(), List.of(), Synonyms.NONE);
    return ValueIndex.of(ground, read);
  }

  /** What a question names, as {@code table.column=value}. */
  List<String> hits(String question) {
    return index().hits(question).stream()
        .map(hit -> hit.table() + "." + hit.column() + "=" + hit.value())
        .toList();
  }
}
