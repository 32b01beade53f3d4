package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.NotEqualsTo;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;

/**
 * Reads columns of whole numbers as what they are compared with. SQLite has neither dates nor
 * booleans, so that both may be numbers there, and it compares a number with a text without an
 * error: {@code created_at >= '2024-01-01'} is then never true, and {@code active = 'yes'} neither.
 *
 * <p>A number of a date is one of seconds since 1970, or of days of the Julian calendar, which
 * SQLite tells apart by itself ({@code 'auto'}).
 */
final class NumberMender {

  private static final Set<String> OF_DATES =
      Set.of("DATE", "DATETIME", "TIME", "JULIANDAY", "UNIXEPOCH");

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern MOMENT = Pattern.compile(DAY + "[ T]\\d{2}:\\d{2}.*");
  private static final Pattern PART =
      Pattern.compile("%?(?:\\d{4})?-\\d{2}(?:-\\d{0,2})?-?%?|\\d{4}-%");
  private static final Pattern YEAR = Pattern.compile("\\d{4}%");

  /** Names of columns that hold dates; others may hold codes that begin with four digits. */
  private static final Pattern DATE_NAME =
      Pattern.compile(
          "(?i:(?:^|_)(?:date|datetime|time|timestamp)(?:_|$)|_(?:at|on)$|^(?:created|updated|born)$)"
              + "|(?<=[a-z])(?:Date|Time|Timestamp|At|On)$");

  private static final Pattern WHOLE =
      Pattern.compile("(?:big|small|tiny|medium)?int(?:eger)?\\b.*");

  private final boolean sqlite;
  private final Findings findings;
  private final ValueFilters columns;

  NumberMender(Dialect dialect, Findings findings, ValueFilters columns) {
    this.sqlite = dialect == Dialect.SQLITE;
    this.findings = findings;
    this.columns = columns;
  }

  /** A function of dates that is given a number. */
  void function(Function function) {
    List<?> arguments = function.getParameters() == null ? List.of() : function.getParameters();
    String name = function.getName().toUpperCase(Locale.ROOT);
    int date = name.equals("STRFTIME") ? 1 : OF_DATES.contains(name) ? 0 : -1;
    if (date < 0 || arguments.size() <= date || !(arguments.get(date) instanceof Column column)) {
      return;
    }
    boolean plain =
        arguments.subList(date + 1, arguments.size()).stream()
            .noneMatch(
                each ->
                    each instanceof StringValue modifier
                        && Set.of("auto", "unixepoch", "julianday").contains(modifier.getValue()));
    SimpleNode node = column.getASTNode();
    if (plain && node != null && isWhole(column)) {
      findings.mend(
          Mend.Kind.MEANING, Rewrite.insert(Rewrite.endOf(node), ", 'auto'"), note(column));
    }
  }

  /** A number that is compared with a date or with yes and no. */
  void compared(BinaryExpression comparison) {
    if (!(comparison.getLeftExpression() instanceof Column column)
        || !(comparison.getRightExpression() instanceof StringValue value)
        || !isWhole(column)) {
      return;
    }
    String text = value.getValue();
    if (DAY.matcher(text).matches()) {
      wrap(column, "date(");
    } else if (MOMENT.matcher(text).matches()) {
      wrap(column, "datetime(");
    } else if (comparison instanceof EqualsTo || comparison instanceof NotEqualsTo) {
      flag(value, text.toLowerCase(Locale.ROOT), column);
    }
  }

  /** A number between two dates. */
  void between(Between between) {
    if (between.getLeftExpression() instanceof Column column
        && between.getBetweenExpressionStart() instanceof StringValue start
        && DAY.matcher(start.getValue()).matches()
        && isWhole(column)) {
      wrap(column, "date(");
    }
  }

  /** A number that is to begin like a date. */
  void like(LikeExpression like) {
    if (like.getLeftExpression() instanceof Column column
        && like.getRightExpression() instanceof StringValue pattern
        && (PART.matcher(pattern.getValue()).matches()
            || YEAR.matcher(pattern.getValue()).matches()
                && DATE_NAME.matcher(Names.unquote(column.getColumnName())).find())
        && isWhole(column)) {
      wrap(column, "date(");
    }
  }

  private void flag(StringValue value, String text, Column column) {
    String number =
        Set.of("y", "yes", "t", "true").contains(text)
            ? "1"
            : Set.of("n", "no", "f", "false").contains(text) ? "0" : "";
    if (!number.isEmpty()) {
      findings.mend(
          Mend.Kind.MEANING,
          Rewrite.of(value.getASTNode(), number),
          "read " + value + " as " + number + ", as " + column + " holds numbers");
    }
  }

  private void wrap(Column column, String function) {
    SimpleNode node = column.getASTNode();
    if (node != null) {
      List<@Nullable Rewrite> edits = new ArrayList<>();
      edits.add(Rewrite.insert(Rewrite.startOf(node), function));
      edits.add(Rewrite.insert(Rewrite.endOf(node), ", 'auto')"));
      findings.mend(Mend.Kind.MEANING, edits, note(column));
    }
  }

  private static String note(Expression column) {
    return "read the numbers of " + column + " as dates";
  }

  private boolean isWhole(Column column) {
    org.nljdbc.schema.@Nullable Column known = sqlite ? columns.known(column) : null;
    return known != null && WHOLE.matcher(known.type().toLowerCase(Locale.ROOT)).matches();
  }
}
