package org.nljdbc.translate;

import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.util.List;
import org.nljdbc.schema.Schema;
import org.nljdbc.sql.SubQueryColumn;
import org.nljdbc.statement.NamedTable;
import org.nljdbc.statement.SubQueryPlace;

/** Fits what was found for a question to where it stands within SQL. */
final class Placement {

  private Placement() {}

  /**
   * Fits it.
   *
   * @throws SQLException as {@link Translator#place}
   */
  static PlacedSql of(Translation found, SubQueryPlace use, List<NamedTable> tables, Schema schema)
      throws SQLException {
    SubQueryColumn.Fit fit = SubQueryColumn.of(found.sql(), use, tables, schema);
    if (!fit.tooMany().isEmpty()) {
      throw new SQLSyntaxErrorException(
          "The question '"
              + found.question()
              + "' gives "
              + fit.tooMany().size()
              + " columns ("
              + String.join(", ", fit.tooMany())
              + "), and there can be only one where it stands. Ask for that one, or select it:"
              + " (SELECT q.column FROM NL('...') q). The SQL is: "
              + found.sql(),
          "42000");
    }
    return new PlacedSql(fit.sql(), fit.note().isEmpty() ? List.of() : List.of(fit.note()));
  }
}
