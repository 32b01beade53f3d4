package org.nljdbc.sql;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.schema.Column;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/**
 * Refuses a column of numbers that is compared with a text that is none: {@code team = 'Columbus'}
 * where {@code team} is a key. PostgreSQL and H2 fail at the text, MySQL takes it for 0. SQLite may
 * hold texts in any column.
 */
final class TextForNumber {

  private static final Pattern NUMBERS =
      Pattern.compile(
          "(?:(?:big|small|medium)?int(?:eger)?|(?:big|small)?serial|numeric|decimal|double"
              + "|real|float)\\b.*");
  private static final Pattern NUMBER =
      Pattern.compile("\\s*[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?\\s*");

  /** Columns that are told as those that may be meant. */
  private static final int MOST = 4;

  private final Schema schema;
  private final Findings findings;
  private final ValueFilters columns;

  TextForNumber(Schema schema, Findings findings, ValueFilters columns) {
    this.schema = schema;
    this.findings = findings;
    this.columns = columns;
  }

  void compared(ComparisonOperator comparison) {
    boolean strict = schema.dialect().isStrict() || schema.dialect().isMySqlFamily();
    if (!strict
        || !(comparison.getLeftExpression() instanceof Column column)
        || !(comparison.getRightExpression() instanceof StringValue text)
        || NUMBER.matcher(text.getValue()).matches()) {
      return;
    }
    org.nljdbc.schema.Column known = columns.known(column);
    Table table = columns.table(column);
    if (known == null
        || table == null
        || !NUMBERS.matcher(known.type().toLowerCase(Locale.ROOT)).matches()) {
      return;
    }
    findings.textForNumber(column.toString(), text.toString(), named(table, known.name()));
  }

  /** Columns of text in the table that a key refers to. */
  private List<String> named(Table table, String key) {
    return table.foreignKeys().stream()
        .filter(each -> each.fromColumns().equals(List.of(key)))
        .flatMap(each -> schema.tables().stream().filter(to -> to.name().equals(each.toTable())))
        .flatMap(
            to ->
                to.columns().stream()
                    .filter(org.nljdbc.schema.Column::text)
                    .map(
                        each ->
                            schema.rules().write(to.name())
                                + "."
                                + schema.rules().write(each.name())))
        .limit(MOST)
        .toList();
  }
}
