package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;

/** Finds the values that SQL spells out. */
public final class SqlLiterals {

  /** Calls in which a number alone is a place, a precision or a default. */
  private static final Set<String> CALLS_WITH_CONSTANTS =
      Set.of(
          "ROUND",
          "COALESCE",
          "IFNULL",
          "NULLIF",
          "COUNT",
          "SUBSTR",
          "SUBSTRING",
          "LEFT",
          "DECIMAL",
          "NUMERIC",
          "VARCHAR",
          "CHAR");

  private static final Set<String> DATE_CALLS =
      Set.of(
          "STRFTIME",
          "DATE",
          "DATETIME",
          "JULIANDAY",
          "TO_CHAR",
          "DATE_FORMAT",
          "FORMATDATETIME",
          "DATE_TRUNC");

  /** Formats of dates, units of time and moments, where a call for dates takes them. */
  private static final Pattern OF_DATES =
      Pattern.compile(
          "(%[YmdHMSjwWfsu]|YYYY|yyyy|MM|DD|dd|HH24|HH|MI|mm|SS|ss|[^\\p{L}\\p{N}])+"
              + "|now|localtime|utc|(start of )?(day|week|month|quarter|year)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{N}]*");

  private final List<SqlToken> tokens;
  private final Schema schema;

  private SqlLiterals(List<SqlToken> tokens, Schema schema) {
    this.tokens = tokens;
    this.schema = schema;
  }

  /**
   * The literals of a statement.
   *
   * @param sql the statement
   * @param schema the schema that it was checked against
   * @return them in their order; empty if the statement has no single reading
   */
  public static Optional<List<SqlLiteral>> of(String sql, Schema schema) {
    try {
      List<SqlToken> tokens = SqlLexer.tokens(sql, schema.dialect());
      return Optional.of(new SqlLiterals(tokens, schema).all());
    } catch (SqlLexer.LexException e) {
      return Optional.empty();
    }
  }

  private List<SqlLiteral> all() {
    List<SqlLiteral> found = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      switch (token.kind()) {
        case STRING -> found.add(text(token, token.text(), isConstantText(i)));
        case NUMBER ->
            found.add(
                new SqlLiteral(
                    SqlLiteral.Kind.NUMBER,
                    token.text(),
                    token.start(),
                    token.end(),
                    isConstantNumber(i),
                    isLimit(i)));
        case QUOTED -> {
          if (mayBeString(i)) {
            found.add(text(token, token.text(), false));
          }
        }
        case WORD, MARK -> {}
      }
    }
    return found;
  }

  private static SqlLiteral text(SqlToken token, String written, boolean constant) {
    return new SqlLiteral(
        SqlLiteral.Kind.TEXT, Names.unquote(written), token.start(), token.end(), constant, false);
  }

  private boolean isConstantText(int i) {
    String value = Names.unquote(tokens.get(i).text());
    return SEPARATOR.matcher(value).matches()
        || OF_DATES.matcher(value).matches() && inCall(i, DATE_CALLS);
  }

  /** Some databases take {@code "Spain"} for a string where nothing has that name. */
  private boolean mayBeString(int i) {
    SqlToken token = tokens.get(i);
    IdentifierRules rules = schema.rules();
    return schema.dialect().doubleQuotesMayBeStrings()
        && token.text().startsWith("\"")
        && !is(i - 1, "AS")
        && schema.tables().stream()
            .noneMatch(
                table ->
                    rules.same(token.name(), true, table.name())
                        || table.columns().stream()
                            .anyMatch(column -> rules.same(token.name(), true, column.name())));
  }

  private boolean isConstantNumber(int i) {
    String value = tokens.get(i).text();
    boolean alone = (is(i - 1, "(") || is(i - 1, ",")) && (is(i + 1, ")") || is(i + 1, ","));
    return switch (value) {
      case "100", "100.0", "1.0" -> is(i - 1, "*") || is(i + 1, "*");
      case "0" ->
          is(i - 1, "=")
              || is(i - 1, ">")
              || is(i - 1, "<")
              || isBranch(i)
              || alone && inCall(i, CALLS_WITH_CONSTANTS);
      case "1" -> isLimit(i) || isBranch(i) || alone && inCall(i, CALLS_WITH_CONSTANTS);
      default -> alone && inCall(i, CALLS_WITH_CONSTANTS);
    };
  }

  private boolean isLimit(int i) {
    return is(i - 1, "LIMIT") || is(i - 1, "FIRST") || is(i - 1, "NEXT");
  }

  private boolean isBranch(int i) {
    return is(i - 1, "THEN") || is(i - 1, "ELSE");
  }

  /** Whether a token is an argument of one of these calls. */
  private boolean inCall(int i, Set<String> calls) {
    int depth = 0;
    for (int at = i - 1; at > 0; at--) {
      if (is(at, ")")) {
        depth++;
      } else if (is(at, "(") && depth-- == 0) {
        return tokens.get(at - 1).isOneOf(calls);
      }
    }
    return false;
  }

  private boolean is(int i, String word) {
    return i >= 0 && i < tokens.size() && tokens.get(i).is(word);
  }
}
