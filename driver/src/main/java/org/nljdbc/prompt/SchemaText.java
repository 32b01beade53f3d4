package org.nljdbc.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/** Writes a schema as CREATE TABLE statements; the same schema always gives the same text. */
final class SchemaText {

  /**
   * What stands in the text besides names, types and keys.
   *
   * @param comments whether comments do
   * @param sampleValues how many sample values of each text column do
   */
  record Form(boolean comments, int sampleValues) {}

  private SchemaText() {}

  static String of(Schema schema, Form form) {
    return schema.tables().stream()
        .map(table -> table(table, schema.rules(), form))
        .collect(Collectors.joining("\n\n"));
  }

  private static String table(Table table, IdentifierRules rules, Form form) {
    List<String> lines = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (Column column : table.columns()) {
      boolean key = table.primaryKey().equals(List.of(column.name()));
      String type = column.type().isEmpty() ? "" : " " + column.type();
      lines.add("  " + rules.shown(column.name()) + type + (key ? " PRIMARY KEY" : ""));
      remarks.add(remark(column, form));
    }
    if (table.primaryKey().size() > 1) {
      lines.add("  PRIMARY KEY (" + names(table.primaryKey(), rules) + ")");
      remarks.add("");
    }
    for (ForeignKey key : table.foreignKeys()) {
      lines.add(
          "  FOREIGN KEY ("
              + names(key.fromColumns(), rules)
              + ") REFERENCES "
              + rules.shown(key.toTable())
              + " ("
              + names(key.toColumns(), rules)
              + ")");
      remarks.add("");
    }
    StringBuilder text = new StringBuilder();
    if (form.comments && table.comment() != null) {
      text.append("-- ").append(oneLine(table.comment())).append('\n');
    }
    text.append(table.view() ? "CREATE VIEW " : "CREATE TABLE ");
    text.append(rules.shown(table.name())).append(" (\n");
    for (int i = 0; i < lines.size(); i++) {
      text.append(lines.get(i)).append(i + 1 < lines.size() ? "," : "").append(remarks.get(i));
      text.append('\n');
    }
    return text.append(");").toString();
  }

  private static String remark(Column column, Form form) {
    List<String> parts = new ArrayList<>();
    if (form.comments && column.comment() != null) {
      parts.add(oneLine(column.comment()));
    }
    if (form.sampleValues > 0 && !column.samples().isEmpty()) {
      parts.add(
          column.samples().stream()
              .limit(form.sampleValues)
              .map(value -> "'" + oneLine(value).replace("'", "''") + "'")
              .collect(Collectors.joining(", ", "such as ", "")));
    }
    return parts.isEmpty() ? "" : " -- " + String.join("; ", parts);
  }

  private static String names(List<String> columns, IdentifierRules rules) {
    return columns.stream().map(rules::shown).collect(Collectors.joining(", "));
  }

  /** Text from the database stays within its line and its length. */
  static String oneLine(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= 120 ? line : line.substring(0, 117) + "...";
  }
}
