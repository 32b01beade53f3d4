package org.nljdbc.jdbc;

import java.sql.ResultSet;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A result of the real driver that leads back to our statement and connection. */
final class WrappedResultSet extends DelegatingResultSet {

  private final WrappedConnection connection;
  private @Nullable StatementBase statement;

  /**
   * Wraps a result.
   *
   * @param connection our connection
   * @param statement our statement that made the result, or null if none of ours did, as for
   *     metadata and results within results
   * @param delegate the result
   */
  WrappedResultSet(
      WrappedConnection connection, @Nullable StatementBase statement, ResultSet delegate) {
    super(delegate);
    this.connection = connection;
    this.statement = statement;
  }

  /** Asks the real result first, which may be closed, and answers with the statement of ours. */
  @Override
  @Nullable Statement wrap(@Nullable Statement value) {
    if (value == null) {
      return null;
    }
    StatementBase known = statement;
    if (known == null) {
      known = new WrappedStatement(connection, value);
      statement = known;
    }
    return known.outer(Statement.class);
  }

  @Override
  <T> T wrapValue(T value, Class<T> type) {
    return wrapNested(connection, value, type);
  }

  /** A value as it is, unless it is a result set (a cursor) and the caller's type lets us wrap. */
  static <T> T wrapNested(WrappedConnection connection, T value, Class<T> type) {
    if (!(value instanceof ResultSet nested)) {
      return value;
    }
    WrappedResultSet wrapped = new WrappedResultSet(connection, null, nested);
    return type.isInstance(wrapped) ? type.cast(wrapped) : value;
  }
}
