package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nljdbc.schema.Dialect;

/**
 * What the database thinks that a statement costs: PostgreSQL's planner cost, and for MySQL and
 * MariaDB the rows that are looked at.
 */
final class PlanCost {

  private static final Pattern POSTGRES_COST = Pattern.compile("cost=[\\d.]+\\.\\.([\\d.]+)");

  private PlanCost() {}

  /** Whether the database estimates costs. */
  static boolean isKnown(Dialect dialect) {
    return dialect == Dialect.POSTGRESQL || dialect.isMySqlFamily();
  }

  /**
   * Asks the database.
   *
   * @param connection the user's connection; left as it was
   * @param sql a statement that the database accepts and that only reads
   * @param dialect one that {@link #isKnown}
   * @return the cost; infinite if the database does not tell
   * @throws SQLException as the database throws it
   */
  static double of(Connection connection, String sql, Dialect dialect) throws SQLException {
    return Explain.plan(
        connection,
        sql,
        dialect,
        dialect == Dialect.POSTGRESQL ? PlanCost::plannerCost : PlanCost::rows);
  }

  /** The first line of the plan is its root, whose second number is the cost of all rows. */
  private static double plannerCost(ResultSet plan) throws SQLException {
    if (plan.next()) {
      Matcher cost = POSTGRES_COST.matcher(String.valueOf(plan.getString(1)));
      if (cost.find()) {
        return Double.parseDouble(cost.group(1));
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /**
   * Tables of one query are read in loops within loops, queries one after the other; those that
   * depend on the outer row are read for each.
   */
  private static double rows(ResultSet plan) throws SQLException {
    Map<String, Double> independent = new LinkedHashMap<>();
    Map<String, Double> dependent = new LinkedHashMap<>();
    while (plan.next()) {
      String type = String.valueOf(plan.getString("select_type")).toUpperCase(Locale.ROOT);
      double rows = Math.max(1, plan.getDouble("rows"));
      (type.contains("DEPENDENT") ? dependent : independent)
          .merge(String.valueOf(plan.getString("id")), rows, (a, b) -> a * b);
    }
    double outer = independent.values().stream().findFirst().orElse(1.0);
    double once = independent.values().stream().mapToDouble(Double::doubleValue).sum();
    return once + outer * dependent.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
