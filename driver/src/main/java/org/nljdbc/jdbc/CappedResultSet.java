package org.nljdbc.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/** The first rows of a question's result, which is read forwards only. */
final class CappedResultSet extends WrappedResultSet {

  private final StatementBase statement;
  private final int most;
  private int read;
  private boolean ended;

  /**
   * Caps a result.
   *
   * @param most most rows, 1 or more
   */
  CappedResultSet(
      WrappedConnection connection, StatementBase statement, ResultSet delegate, int most) {
    super(connection, statement, delegate);
    this.statement = statement;
    this.most = most;
  }

  @Override
  public boolean next() throws SQLException {
    if (ended) {
      return false;
    }
    boolean more = super.next();
    if (more && read == most) {
      statement.cutAfter(most);
      more = false;
    }
    ended = !more;
    read += more ? 1 : 0;
    return more;
  }

  @Override
  public boolean isLast() throws SQLException {
    return read == most && !ended || super.isLast();
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    return statement.withCut(super.getWarnings());
  }
}
