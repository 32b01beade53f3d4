package org.nljdbc.runtime.federation;

import static org.nljdbc.runtime.federation.Proxies.call;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.jdbc.CalciteConnection;
import org.jspecify.annotations.Nullable;

/**
 * Calcite's connection, made to look like any other: it knows keys and comments, its errors say
 * what is wrong, cancelling reaches the databases, and closing it closes what it has opened.
 */
final class MultiConnection {

  private final String url;
  private final CalciteConnection calcite;
  private final List<Member> members;
  private final AllTables tables;
  private volatile boolean autoCommit = true;

  MultiConnection(String url, CalciteConnection calcite, List<Member> members, AllTables tables) {
    this.url = url;
    this.calcite = calcite;
    this.members = List.copyOf(members);
    this.tables = tables;
  }

  Connection proxy() {
    return Proxies.proxy(Connection.class, this::onConnection);
  }

  private @Nullable Object onConnection(Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "close", "abort" -> {
        close();
        yield null;
      }
      case "isValid" -> !calcite.isClosed();
      case "getMetaData" -> metaData();
      // Everything only reads, and each statement for itself: there is nothing to keep or undo.
      case "commit", "rollback", "releaseSavepoint", "setReadOnly", "setTransactionIsolation" ->
          nothing();
      case "setAutoCommit" -> {
        autoCommit = (Boolean) arguments[0];
        yield nothing();
      }
      case "setSavepoint" -> {
        nothing();
        yield Proxies.proxy(Savepoint.class, (asked, none) -> 0);
      }
      case "getAutoCommit" -> autoCommit;
      case "isReadOnly" -> true;
      case "createStatement", "prepareStatement", "prepareCall" ->
          statement(
              Objects.requireNonNull(told(calcite, method, arguments)), method.getReturnType());
      default -> told(calcite, method, arguments);
    };
  }

  private @Nullable Object nothing() throws SQLException {
    if (calcite.isClosed()) {
      throw new SQLException("The connection is closed.", "08003");
    }
    return null;
  }

  private Object statement(Object statement, Class<?> type) {
    return Proxies.proxy(
        type,
        (method, arguments) -> {
          Object result = told(statement, method, arguments);
          if (method.getName().equals("cancel")) {
            members.forEach(member -> member.running().cancel());
          }
          return result;
        });
  }

  private DatabaseMetaData metaData() throws SQLException {
    return new MultiMetaData(url, calcite.getMetaData(), members, tables).proxy();
  }

  private static @Nullable Object told(Object target, Method method, Object[] arguments)
      throws Throwable {
    try {
      return call(target, method, arguments);
    } catch (SQLException e) {
      throw CalciteErrors.plain(e);
    }
  }

  private void close() throws SQLException {
    try {
      calcite.close();
    } finally {
      Member.close(members);
    }
  }
}
