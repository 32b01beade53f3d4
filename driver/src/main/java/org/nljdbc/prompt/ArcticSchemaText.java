package org.nljdbc.prompt;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.ReservedWords;
import org.nljdbc.schema.Table;
import org.nljdbc.values.ValueHit;

/**
 * The schema in the form that Arctic-Text2SQL-R1 was trained on: comment and example values as line
 * comments, one constraint for each foreign key.
 */
final class ArcticSchemaText {

  private static final int MOST_VALUES = 6;
  private static final int SAMPLED_VALUES = 2;
  private static final int LONGEST_VALUE = 40;

  private ArcticSchemaText() {}

  static String of(Question question) {
    return question.schema().tables().stream()
        .map(table -> table(table, question.hits()))
        .collect(Collectors.joining("\n\n"));
  }

  private static String table(Table table, List<ValueHit> hits) {
    List<String> lines = new ArrayList<>();
    for (Column column : table.columns()) {
      lines.add(column(table, column, hits));
    }
    if (!table.primaryKey().isEmpty()) {
      lines.add("    PRIMARY KEY (" + names(table.primaryKey()) + "),");
    }
    for (ForeignKey key : table.foreignKeys()) {
      String name = "fk_" + table.name() + "_" + String.join("_", key.fromColumns());
      lines.add(
          "    CONSTRAINT "
              + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_")
              + " FOREIGN KEY ("
              + names(key.fromColumns())
              + ") REFERENCES "
              + name(key.toTable())
              + " ("
              + names(key.toColumns())
              + "),");
    }
    String body = String.join("\n", lines);
    // The published code strips the last comma only where nothing follows it on its line.
    String closed = body.endsWith(",") ? body.substring(0, body.length() - 1) : body;
    return "CREATE TABLE " + name(table.name()) + " (\n" + closed + "\n);";
  }

  private static String column(Table table, Column column, List<ValueHit> hits) {
    List<String> remarks = new ArrayList<>();
    if (column.comment() != null && !plain(column.comment()).equals(plain(column.name()))) {
      remarks.add(SchemaText.oneLine(column.comment()));
    }
    Set<String> values = new LinkedHashSet<>();
    hits.stream()
        .filter(h -> h.table().equals(table.name()) && h.column().equals(column.name()))
        .forEach(hit -> values.add(hit.value()));
    column.samples().stream()
        .limit(SAMPLED_VALUES)
        .map(v -> v.length() > LONGEST_VALUE ? v.substring(0, LONGEST_VALUE) : v)
        .forEach(values::add);
    if (!values.isEmpty()) {
      remarks.add(
          values.stream()
              .limit(MOST_VALUES)
              .map(ArcticSchemaText::literal)
              .collect(Collectors.joining(", ", "example: [", "]")));
    }
    String type = column.type().isEmpty() ? "text" : column.type().toLowerCase(Locale.ROOT);
    String head = "    " + name(column.name()) + " " + type + ",";
    return remarks.isEmpty() ? head : head + " -- " + String.join(", ", remarks);
  }

  /** A string as Python prints it. */
  private static String literal(String value) {
    String quote = value.contains("'") && !value.contains("\"") ? "\"" : "'";
    String escaped = value.replace("\\", "\\\\").replace("\n", "\\n");
    return quote + (quote.equals("'") ? escaped.replace("'", "\\'") : escaped) + quote;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_\\s]", "");
  }

  private static String names(List<String> names) {
    return names.stream().map(ArcticSchemaText::name).collect(Collectors.joining(", "));
  }

  private static String name(String name) {
    boolean quote = !name.matches("[A-Za-z_][A-Za-z0-9_]*") || ReservedWords.contains(name);
    return quote ? "`" + name + "`" : name;
  }
}
