package org.nljdbc.sql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Expression;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.Schema;

/**
 * A condition that holds wherever a table is read.
 *
 * @param table the table's name as stored
 * @param condition the condition over its columns, in the database's SQL
 */
public record StandingFilter(String table, String condition) {

  /**
   * Looks for filters that a statement does not have.
   *
   * @param sql a statement that was checked against the schema
   * @param filters the filters
   * @param schema the schema
   * @return the filters whose table is read somewhere without them, as far as that can be told: a
   *     condition written in other words counts as missing, a statement that is not read has all
   */
  public static List<StandingFilter> missing(
      String sql, List<StandingFilter> filters, Schema schema) {
    if (filters.isEmpty()) {
      return List.of();
    }
    Findings findings = new Findings(schema);
    try {
      List<SqlToken> tokens = SqlLexer.tokens(sql, schema.dialect());
      new QueryNames(schema, findings)
          .query(SqlParser.parse(sql, tokens, schema.dialect()), null, Map.of());
    } catch (JSQLParserException | SqlLexer.LexException e) {
      return List.of();
    }
    return filters.stream().filter(filter -> filter.isMissing(findings, schema)).toList();
  }

  private boolean isMissing(Findings findings, Schema schema) {
    Set<String> wanted;
    try {
      String query = "SELECT 1 FROM " + schema.rules().write(table) + " WHERE " + condition;
      List<SqlToken> tokens = SqlLexer.tokens(query, schema.dialect());
      Findings own = new Findings(schema);
      new QueryNames(schema, own)
          .query(SqlParser.parse(query, tokens, schema.dialect()), null, Map.of());
      wanted =
          own.levels().stream()
              .flatMap(level -> normal(level.conditions(), schema.dialect()).stream())
              .collect(Collectors.toSet());
    } catch (JSQLParserException | SqlLexer.LexException e) {
      return false;
    }
    return findings.levels().stream()
        .filter(level -> level.tables().stream().anyMatch(t -> t.name().equals(table)))
        .anyMatch(level -> !normal(level.conditions(), schema.dialect()).containsAll(wanted));
  }

  private static Set<String> normal(List<Expression> conditions, Dialect dialect) {
    return conditions.stream().map(c -> normal(c, dialect)).collect(Collectors.toSet());
  }

  /** A condition without qualifiers and case, so that two that say the same are mostly equal. */
  private static String normal(Expression condition, Dialect dialect) {
    StringBuilder text = new StringBuilder();
    try {
      List<SqlToken> tokens = SqlLexer.tokens(condition.toString(), dialect);
      for (int i = 0; i < tokens.size(); i++) {
        SqlToken token = tokens.get(i);
        boolean qualifier = token.isName() && i + 1 < tokens.size() && tokens.get(i + 1).is(".");
        if (!qualifier && !token.is(".")) {
          boolean name = token.isName();
          text.append(name ? token.name().toLowerCase(Locale.ROOT) : token.text()).append(' ');
        }
      }
    } catch (SqlLexer.LexException e) {
      return condition.toString();
    }
    return text.toString().replace("! =", "< >");
  }
}
