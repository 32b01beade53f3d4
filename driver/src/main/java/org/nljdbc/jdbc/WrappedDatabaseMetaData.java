package org.nljdbc.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;

/** The real database's metadata, leading back to our connection. */
final class WrappedDatabaseMetaData extends DelegatingDatabaseMetaData {

  private final WrappedConnection connection;

  WrappedDatabaseMetaData(WrappedConnection connection, DatabaseMetaData delegate) {
    super(delegate);
    this.connection = connection;
  }

  @Override
  @Nullable Connection wrap(@Nullable Connection value) {
    return value == null ? null : connection.outer();
  }

  @Override
  @Nullable ResultSet wrap(@Nullable ResultSet value) {
    return value == null ? null : new WrappedResultSet(connection, null, value);
  }
}
