package org.nljdbc.jdbc;

import java.sql.CallableStatement;

/** A call, which is never a question; its results lead back to us. */
final class WrappedCallableStatement extends DelegatingCallableStatement {

  WrappedCallableStatement(WrappedConnection connection, CallableStatement delegate) {
    super(connection, delegate);
  }

  @Override
  <T> T wrapValue(T value, Class<T> type) {
    return WrappedResultSet.wrapNested(connection(), value, type);
  }
}
