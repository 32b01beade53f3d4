package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExtractExpression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TimeKeyExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.NotEqualsTo;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.parser.Token;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;

/**
 * Says in the database's own words what the model said in another database's. Only words that the
 * database certainly lacks are touched, and only where the other means the same.
 */
final class DialectMender {

  /** Words that no database takes as a name without quotes. */
  private static final Set<String> NEVER_NAMES =
      Set.of(
          ("order group table select from where having union limit check default primary foreign "
                  + "unique case when then else constraint")
              .split(" "));

  /** Words that H2 alone takes as no name. */
  private static final Set<String> NEVER_NAMES_OF_H2 =
      Set.of(
          "year", "month", "day", "hour", "minute", "second", "key", "value", "user", "interval");

  /** Words that Calcite takes as no name, of those that columns are called by. */
  private static final Set<String> NEVER_NAMES_OF_CALCITE =
      Set.of(
          ("year month day hour minute second date time timestamp value values user interval "
                  + "position result language method period percent start end row rows rank range "
                  + "parameter condition function system version versioning member new old open "
                  + "initial local measure count sum min max avg char character number "
                  + "int integer decimal float real double precision unknown")
              .split(" "));

  private static final Set<Dialect> LACK_IFNULL =
      Set.of(Dialect.POSTGRESQL, Dialect.DERBY, Dialect.DB2, Dialect.ORACLE, Dialect.SQLSERVER);

  /** Functions of others, each with the same arguments. */
  private static final Map<String, String> OF_SQL_SERVER =
      Map.of(
          "LENGTH",
          "LEN",
          "CHAR_LENGTH",
          "LEN",
          "SUBSTR",
          "SUBSTRING",
          "CEIL",
          "CEILING",
          "RANDOM",
          "RAND");

  private static final Set<Dialect> LACK_NVL =
      Set.of(Dialect.POSTGRESQL, Dialect.SQLITE, Dialect.DUCKDB, Dialect.DERBY, Dialect.SQLSERVER);

  private static final Map<String, String> UNITS =
      Map.of("%Y", "YEAR", "%m", "MONTH", "%d", "DAY", "%H", "HOUR", "%M", "MINUTE");

  /** Formats of strftime as TO_CHAR has them; each yields the same text. */
  private static final Map<String, String> FORMATS =
      Map.of(
          "%Y",
          "YYYY",
          "%m",
          "MM",
          "%d",
          "DD",
          "%H",
          "HH24",
          "%M",
          "MI",
          "%Y-%m",
          "YYYY-MM",
          "%Y-%m-%d",
          "YYYY-MM-DD");

  private final Dialect dialect;
  private final DateWords words;
  private final Findings findings;

  DialectMender(Dialect dialect, Findings findings) {
    this.dialect = dialect;
    this.words = DateWords.of(dialect);
    this.findings = findings;
  }

  static boolean isNeverName(String written, Dialect dialect) {
    String word = written.toLowerCase(Locale.ROOT);
    return NEVER_NAMES.contains(word)
        || dialect == Dialect.H2 && NEVER_NAMES_OF_H2.contains(word)
        || dialect == Dialect.CALCITE && NEVER_NAMES_OF_CALCITE.contains(word);
  }

  /**
   * Puts another database's function right.
   *
   * @param function the function
   * @param number whether its value is compared with a number
   */
  void function(Function function, boolean number) {
    String name = function.getName().toUpperCase(Locale.ROOT);
    List<?> arguments = function.getParameters() == null ? List.of() : function.getParameters();
    SimpleNode node = function.getASTNode();
    if (node == null) {
      return;
    }
    boolean lacksIfNull =
        name.equals("IFNULL") && LACK_IFNULL.contains(dialect)
            || name.equals("NVL") && LACK_NVL.contains(dialect);
    if (lacksIfNull && arguments.size() == 2) {
      int start = Rewrite.startOf(node);
      findings.mend(new Rewrite(start, start + name.length(), "COALESCE"), function.getName());
    } else if (dialect == Dialect.SQLSERVER && OF_SQL_SERVER.containsKey(name)) {
      int start = Rewrite.startOf(node);
      String own = OF_SQL_SERVER.getOrDefault(name, name);
      findings.mend(new Rewrite(start, start + name.length(), own), function.getName());
    } else if (name.equals("STRFTIME")
        && arguments.size() == 2
        && arguments.get(0) instanceof StringValue format
        && arguments.get(1) instanceof Column column) {
      strftime(node, format.getValue(), column, number);
    } else if (Set.of("YEAR", "MONTH", "DAY").contains(name)
        && arguments.size() == 1
        && arguments.get(0) instanceof Expression inner
        && isDate(inner)) {
      unit(node, name, inner, true);
    }
  }

  /** EXTRACT is unknown to SQLite, and Calcite's takes no text, as which SQLite keeps dates. */
  void extract(ExtractExpression extract) {
    String unit = extract.getName().toUpperCase(Locale.ROOT);
    boolean lacks =
        Set.of(Dialect.SQLITE, Dialect.CALCITE, Dialect.DERBY, Dialect.SQLSERVER).contains(dialect);
    boolean mendable = lacks && UNITS.containsValue(unit) && isDate(extract.getExpression());
    if (mendable) {
      unit(extract.getASTNode(), unit, extract.getExpression(), false);
    }
  }

  /** Whether an expression is a date rather than the time between two. */
  private static boolean isDate(Expression expression) {
    return expression instanceof Column
        || expression instanceof TimeKeyExpression
        || expression instanceof Function function
            && !function.getName().equalsIgnoreCase("COALESCE");
  }

  /** ILIKE is LIKE where LIKE ignores case. */
  void like(LikeExpression like) {
    boolean ignoresCase =
        dialect == Dialect.SQLITE || dialect == Dialect.SQLSERVER || dialect.isMySqlFamily();
    SimpleNode node = like.getASTNode();
    if (!ignoresCase || node == null || like.getLikeKeyWord() != LikeExpression.KeyWord.ILIKE) {
      return;
    }
    Token last = node.jjtGetLastToken();
    for (Token token = node.jjtGetFirstToken(); token != null && token != last; ) {
      if (token.image.equalsIgnoreCase("ILIKE")) {
        Rewrite edit = new Rewrite(token.absoluteBegin - 1, token.absoluteEnd - 1, "LIKE");
        findings.mend(edit, token.image);
        return;
      }
      token = token.next;
    }
  }

  /** A sum needs numbers; a text column that is summed holds them. */
  void asNumber(Column column) {
    SimpleNode node = column.getASTNode();
    if (node != null && dialect.isStrict()) {
      cast(column, node);
    }
  }

  /**
   * PostgreSQL compares text with text only, and H2 fails at a text that is no number: for equality
   * the number is text, else the text a number.
   */
  void textWithNumber(Column column, BinaryExpression comparison) {
    SimpleNode node = column.getASTNode();
    if (node == null || !dialect.isStrict()) {
      return;
    }
    Expression number = comparison.getRightExpression();
    boolean equality = comparison instanceof EqualsTo || comparison instanceof NotEqualsTo;
    if (!equality) {
      cast(column, node);
    } else if (number.getASTNode() != null) {
      Rewrite edit = Rewrite.of(number.getASTNode(), "'" + number + "'");
      findings.mend(edit, number.toString());
    }
  }

  private void cast(Column column, SimpleNode node) {
    String before = "CAST(NULLIF("; // an empty text is no number
    // Derby reads no text as a number with an exponent.
    String type = dialect == Dialect.DERBY ? "DECIMAL(30, 6)" : "DOUBLE PRECISION";
    String after = ", '') AS " + type + ")";
    List<@Nullable Rewrite> edits = new ArrayList<>();
    edits.add(Rewrite.insert(Rewrite.startOf(node), before));
    edits.add(Rewrite.insert(Rewrite.endOf(node), after));
    findings.mend(
        Mend.Kind.WORD, edits, "read the text column " + column.getColumnName() + " as a number");
  }

  private void strftime(SimpleNode node, String format, Column column, boolean number) {
    String unit = UNITS.get(format);
    String standard = FORMATS.get(format);
    if (standard == null || dialect == Dialect.SQLITE) {
      return;
    }
    if (dialect.isPlain()) {
      String date = column.toString();
      replace(
          node,
          number && unit != null ? words.number(unit, date) : words.text(format, standard, date));
      return;
    }
    if (dialect == Dialect.CALCITE) {
      if (unit != null) {
        ofText(node, unit, column, number);
      }
    } else if (number && unit != null) {
      around(node, column, "EXTRACT(" + unit + " FROM ", ")");
    } else if (dialect.isMySqlFamily()) {
      around(node, column, "DATE_FORMAT(", ", '" + format.replace("%M", "%i") + "')");
    } else {
      around(node, column, "TO_CHAR(", ", '" + standard + "')");
    }
  }

  private void unit(@Nullable SimpleNode node, String unit, Expression inner, boolean function) {
    if (node == null) {
      return;
    }
    if (dialect.isPlain()) {
      replace(
          node,
          function
              ? words.byName(unit, inner.toString())
              : words.byExtract(unit, inner.toString()));
    } else if (dialect == Dialect.POSTGRESQL) {
      around(node, inner, "EXTRACT(" + unit + " FROM ", ")");
    } else if (dialect == Dialect.CALCITE) {
      ofText(node, unit, inner, true);
    } else if (dialect == Dialect.SQLITE) {
      UNITS.forEach(
          (format, name) -> {
            if (name.equals(unit)) {
              around(node, inner, "CAST(strftime('" + format + "', ", ") AS INTEGER)");
            }
          });
    }
  }

  /** A part of a date that may be text, as a number or as text of at least two digits. */
  private void ofText(SimpleNode node, String unit, Expression inner, boolean number) {
    String type = unit.equals("HOUR") || unit.equals("MINUTE") ? "TIMESTAMP" : "DATE";
    String before = "EXTRACT(" + unit + " FROM CAST(";
    String after = " AS " + type + "))";
    if (number) {
      around(node, inner, before, after);
    } else if (unit.equals("YEAR")) {
      around(node, inner, "CAST(" + before, after + " AS VARCHAR(4))");
    } else {
      around(node, inner, "SUBSTRING(CAST(100 + " + before, after + " AS VARCHAR(3)), 2)");
    }
  }

  /** Replaces what stands around an expression, which may itself be changed. */
  private void around(SimpleNode node, Expression kept, String before, String after) {
    SimpleNode inner = kept.getASTNode();
    if (inner == null) {
      return;
    }
    List<@Nullable Rewrite> edits = new ArrayList<>();
    edits.add(new Rewrite(Rewrite.startOf(node), Rewrite.startOf(inner), before));
    edits.add(new Rewrite(Rewrite.endOf(inner), Rewrite.endOf(node), after));
    String note = "wrote " + before + kept + after + " as this database has it";
    findings.mend(Mend.Kind.WORD, edits, note);
  }

  private void replace(SimpleNode node, @Nullable String text) {
    if (text != null) {
      String note = "wrote " + text + " as this database has it";
      findings.mend(Mend.Kind.WORD, Rewrite.of(node, text), note);
    }
  }

  /** Whether a comparison's other side makes a function's value a number. */
  static boolean isNumber(@Nullable Expression expression) {
    return expression instanceof LongValue || expression instanceof DoubleValue;
  }
}
