package org.nljdbc.translate;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.nljdbc.schema.Dialect;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.sql.SqlLimits;

/**
 * What the SQL of a question may cost.
 *
 * @param cost highest cost by the database's own estimate, 0 for no limit
 * @param limits how complex it may be
 */
record SqlBudget(int cost, SqlLimits limits) {

  /** SQLState of SQL that is too complex. */
  static final String TOO_COMPLEX = "54001";

  /** SQLState of SQL that costs too much. */
  static final String TOO_COSTLY = "53400";

  static final SqlBudget NONE = new SqlBudget(0, SqlLimits.NONE);

  static SqlBudget of(Settings settings) {
    return new SqlBudget(
        settings.getInt(Setting.MAX_COST),
        new SqlLimits(settings.getInt(Setting.MAX_JOINS), settings.getInt(Setting.MAX_NESTING)));
  }

  /**
   * Refuses a limit that a database cannot keep.
   *
   * @throws SQLException 0A000 if there is a limit to costs and the database estimates none
   */
  void requireEstimates(Dialect dialect) throws SQLException {
    if (cost > 0 && !PlanCost.isKnown(dialect)) {
      throw new SQLFeatureNotSupportedException(
          "nl.maxCost cannot be kept: "
              + (dialect == Dialect.OTHER ? "this database" : dialect.title())
              + " does not estimate what a statement costs. Leave nl.maxCost out and set a query"
              + " timeout, nl.maxJoins or nl.maxRows.",
          "0A000");
    }
  }
}
