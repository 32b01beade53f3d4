package org.nljdbc.sql;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.IntervalExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TimeKeyExpression;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.schema.Column;
import org.nljdbc.schema.Dialect;

/**
 * Says today, now and the time between two dates in the database's own words. Only what the
 * database certainly lacks is touched, or takes for something else than dates.
 */
final class DateMender {

  private static final Set<String> TODAY = Set.of("CURDATE", "TODAY", "CURRENT_DATE", "UTC_DATE");
  private static final Set<String> NOW =
      Set.of("NOW", "GETDATE", "SYSDATE", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP", "GETUTCDATE");

  private static final Set<String> MYSQL_HAS =
      Set.of(
          "CURDATE",
          "CURRENT_DATE",
          "UTC_DATE",
          "NOW",
          "SYSDATE",
          "CURRENT_TIMESTAMP",
          "LOCALTIMESTAMP");

  /** What each database has of them, with brackets. */
  private static final Map<Dialect, Set<String>> HAS =
      Map.of(
          Dialect.MYSQL,
          MYSQL_HAS,
          Dialect.MARIADB,
          MYSQL_HAS,
          Dialect.POSTGRESQL,
          Set.of("NOW"),
          Dialect.H2,
          Set.of("CURDATE", "CURRENT_DATE", "NOW", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP"),
          Dialect.SQLITE,
          Set.of(),
          Dialect.CALCITE,
          Set.of());

  private static final Pattern SHIFT =
      Pattern.compile("([+-])?\\s*(\\d{1,6}) (day|month|year)s?", Pattern.CASE_INSENSITIVE);

  private static final Pattern LIFE =
      Pattern.compile("birth|born|dob|death|died|deceased", Pattern.CASE_INSENSITIVE);

  private final Dialect dialect;
  private final DateWords words;
  private final Findings findings;
  private final ValueFilters columns;

  /** Differences that stand in for those of dates which are numbers already. */
  private final Set<Expression> ofNumbers = Collections.newSetFromMap(new IdentityHashMap<>());

  DateMender(Dialect dialect, Findings findings, ValueFilters columns) {
    this.dialect = dialect;
    this.words = DateWords.of(dialect);
    this.findings = findings;
    this.columns = columns;
  }

  /** Puts another database's function right. */
  void function(Function function) {
    SimpleNode node = function.getASTNode();
    if (node == null) {
      return;
    }
    String name = function.getName().toUpperCase(Locale.ROOT);
    List<?> arguments = function.getParameters() == null ? List.of() : function.getParameters();
    if (arguments.isEmpty()) {
      bare(node, name, function.toString());
    } else if (dialect == Dialect.SQLITE && SqliteDay.isOfUtc(name, arguments)) {
      local(node, SqliteDay.local(function.getName(), arguments), function.toString());
    } else if (Set.of("DATE", "DATETIME").contains(name)
        && arguments.get(0) instanceof StringValue text
        && text.getValue().equalsIgnoreCase("now")) {
      ofSqlite(node, name.equals("DATE"), arguments, function.toString());
    } else if (arguments.size() == 2
        && Set.of("DATE_SUB", "DATE_ADD", "SUBDATE", "ADDDATE").contains(name)
        && arguments.get(0) instanceof Expression day
        && arguments.get(1) instanceof IntervalExpression interval) {
      shifted(node, name.contains("SUB"), day, interval, function.toString());
    } else if (arguments.size() == 2
        && name.equals("DATEDIFF")
        && arguments.get(0) instanceof Expression end
        && arguments.get(1) instanceof Expression start) {
      between(node, end, start, function.toString());
    } else if (name.equals("COALESCE")
        && arguments.size() == 2
        && arguments.get(0) instanceof Subtraction known
        && known.getLeftExpression() instanceof Function first
        && first.getName().equalsIgnoreCase("julianday")
        && arguments.get(1) instanceof Subtraction other) {
      ofNumbers.add(other);
    }
  }

  /** CURRENT_DATE and the like with brackets, which few take. */
  void key(TimeKeyExpression key) {
    SimpleNode node = key.getASTNode();
    String written = key.getStringValue();
    if (node != null && written.endsWith("()")) {
      bare(node, written.substring(0, written.length() - 2).toUpperCase(Locale.ROOT), written);
    } else if (node != null
        && dialect == Dialect.SQLITE
        && written.equalsIgnoreCase("CURRENT_DATE")) {
      local(node, today(), written);
    }
  }

  /**
   * Days between two columns of dates. SQLite keeps dates as text, whose difference is that of the
   * years; MySQL takes the difference of 20241231 and 20240101.
   */
  void difference(Subtraction difference) {
    boolean dates =
        difference.getLeftExpression() instanceof Column end
            && difference.getRightExpression() instanceof Column start
            && isDate(end)
            && isDate(start)
            && !isOfLife(end)
            && !isOfLife(start);
    boolean lacks = dialect == Dialect.SQLITE || dialect.isMySqlFamily();
    if (!dates || !lacks || ofNumbers.contains(difference)) {
      return;
    }
    Expression end = difference.getLeftExpression();
    Expression start = difference.getRightExpression();
    SimpleNode first = end.getASTNode();
    SimpleNode last = start.getASTNode();
    if (first == null || last == null) {
      return;
    }
    // Dates that are numbers in SQLite's file are no dates to julianday.
    String days =
        dialect == Dialect.SQLITE
            ? "COALESCE(" + days(end, start) + ", " + difference + ")"
            : "DATEDIFF(" + end + ", " + start + ")";
    Rewrite edit = new Rewrite(Rewrite.startOf(first), Rewrite.endOf(last), days);
    findings.mend(Mend.Kind.MEANING, edit, "read " + difference + " as days");
  }

  /** PostgreSQL compares nothing but text with a pattern. */
  void like(LikeExpression like) {
    boolean pattern =
        dialect == Dialect.POSTGRESQL
            && like.getLeftExpression() instanceof Column column
            && like.getRightExpression() instanceof StringValue
            && hasType(column)
            && (!columns.isText(column) || isOfNamedType(column));
    SimpleNode node = like.getLeftExpression().getASTNode();
    if (pattern && node != null) {
      String column = like.getLeftExpression().toString();
      Rewrite edit = Rewrite.of(node, "CAST(" + column + " AS TEXT)");
      findings.mend(Mend.Kind.WORD, edit, "read " + column + " as a text");
    }
  }

  private void bare(SimpleNode node, String name, String written) {
    boolean known = HAS.getOrDefault(dialect, Set.of()).contains(name) || words.has(name);
    if (!known && TODAY.contains(name)) {
      replace(node, today(), written);
    } else if (!known && NOW.contains(name)) {
      replace(node, now(), written);
    }
  }

  private void ofSqlite(SimpleNode node, boolean day, List<?> arguments, String written) {
    boolean known = dialect == Dialect.SQLITE || dialect == Dialect.CALCITE && !day;
    if (known) {
      return;
    }
    if (arguments.size() == 1) {
      replace(node, day ? today() : now(), written);
      return;
    }
    if (arguments.size() != 2 || !(arguments.get(1) instanceof StringValue shift)) {
      return;
    }
    Matcher match = SHIFT.matcher(shift.getValue().strip());
    if (match.matches()) {
      boolean back = "-".equals(match.group(1));
      String unit = match.group(3).toUpperCase(Locale.ROOT);
      replace(node, shifted(day ? today() : now(), back, match.group(2), unit), written);
    }
  }

  /** SQLite's day is that of UTC, and people mean theirs, as nl.today does. */
  private void local(SimpleNode node, String text, String written) {
    String note = "took " + written + " for the day here, which SQLite has in UTC";
    findings.mend(Mend.Kind.MEANING, Rewrite.of(node, text), note);
  }

  private void shifted(
      SimpleNode node, boolean back, Expression day, IntervalExpression interval, String written) {
    String count = String.valueOf(interval.getParameter()).replace("'", "");
    String unit = String.valueOf(interval.getIntervalType()).toUpperCase(Locale.ROOT);
    boolean plain = count.matches("\\d{1,6}") && Set.of("DAY", "MONTH", "YEAR").contains(unit);
    if (plain && !dialect.isMySqlFamily()) {
      replace(node, shifted(day.toString(), back, count, unit), written);
    }
  }

  private String shifted(String day, boolean back, String count, String unit) {
    String sign = back ? "-" : "+";
    return switch (dialect) {
      case SQLITE ->
          "date("
              + day
              + ", '"
              + sign
              + count
              + " "
              + unit.toLowerCase(Locale.ROOT)
              + (count.equals("1") ? "" : "s")
              + "')";
      case H2 -> "DATEADD(" + unit + ", " + (back ? "-" : "") + count + ", " + day + ")";
      case MYSQL, MARIADB ->
          (back ? "DATE_SUB(" : "DATE_ADD(") + day + ", INTERVAL " + count + " " + unit + ")";
      case DUCKDB, HSQLDB, DERBY, DB2, ORACLE, SQLSERVER, OTHER ->
          words.shifted(day, back, count, unit);
      case POSTGRESQL, CALCITE ->
          "(" + day + " " + sign + " INTERVAL '" + count + "' " + unit + ")";
    };
  }

  private void between(SimpleNode node, Expression end, Expression start, String written) {
    switch (dialect) {
      case SQLITE ->
          replace(
              node,
              "CAST(julianday(date(" + end + ")) - julianday(date(" + start + ")) AS INTEGER)",
              written);
      case POSTGRESQL ->
          replace(node, "(CAST(" + end + " AS DATE) - CAST(" + start + " AS DATE))", written);
      case H2 -> replace(node, "DATEDIFF(DAY, " + start + ", " + end + ")", written);
      case MYSQL, MARIADB, CALCITE -> {}
      case DUCKDB, HSQLDB, DERBY, DB2, ORACLE, SQLSERVER, OTHER -> {
        String days = words.wholeDays(end.toString(), start.toString());
        if (days != null) {
          replace(node, days, written);
        }
      }
    }
  }

  private static String days(Expression end, Expression start) {
    return "julianday(" + end + ") - julianday(" + start + ")";
  }

  private String today() {
    return switch (dialect) {
      case SQLITE -> SqliteDay.TODAY;
      case MYSQL, MARIADB -> "CURDATE()";
      case H2, POSTGRESQL, CALCITE -> "CURRENT_DATE";
      case DUCKDB, HSQLDB, DERBY, DB2, ORACLE, SQLSERVER, OTHER -> words.today();
    };
  }

  private String now() {
    return switch (dialect) {
      case SQLITE -> "datetime('now')";
      case MYSQL, MARIADB -> "NOW()";
      case H2, POSTGRESQL, CALCITE -> "CURRENT_TIMESTAMP";
      case DUCKDB, HSQLDB, DERBY, DB2, ORACLE, SQLSERVER, OTHER -> words.now();
    };
  }

  private void replace(SimpleNode node, String text, String written) {
    Rewrite edit = Rewrite.of(node, text);
    findings.mend(Mend.Kind.WORD, edit, "wrote " + written + " as this database has it");
  }

  private boolean isOfNamedType(Column column) {
    org.nljdbc.schema.Column known = columns.known(column);
    return known != null && known.ofNamedType();
  }

  private boolean hasType(Column column) {
    org.nljdbc.schema.Column known = columns.known(column);
    return known != null && !known.type().isEmpty();
  }

  /** Ages are told in years, which is what the difference of texts gives. */
  private static boolean isOfLife(Column column) {
    return LIFE.matcher(column.getColumnName()).find();
  }

  private boolean isDate(Column column) {
    String type = columns.type(column);
    // DATEDIFF leaves the time of day out.
    return dialect.isMySqlFamily()
        ? type.equals("date")
        : type.startsWith("date") || type.startsWith("timestamp");
  }
}
