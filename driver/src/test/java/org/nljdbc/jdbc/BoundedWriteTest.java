package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a write that changes more rows than it may. */
class BoundedWriteTest {

  private static final String DELETE = "DELETE FROM t";

  @SuppressWarnings("NullAway.Init") // set before each test
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:");
    execute("CREATE TABLE t AS SELECT x FROM SYSTEM_RANGE(1, 5)");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private int execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private int rows() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM t")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** The same connection of a driver that knows no savepoints. */
  private Connection withoutSavepoints() {
    return (Connection)
        Proxy.newProxyInstance(
            BoundedWriteTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) -> {
              if (method.getName().equals("setSavepoint")) {
                throw new SQLFeatureNotSupportedException();
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  private SQLException tooMany(Connection real) {
    BoundedWrite bounded = new BoundedWrite(real, 3);
    return assertThrows(
        SQLException.class, () -> bounded.run(DELETE, () -> execute(DELETE), rows -> rows));
  }

  @Test
  void whatIsCommittedByItselfIsUndone() throws SQLException {
    SQLException thrown = tooMany(connection);
    assertTrue(thrown.toString().contains("It changed 5 rows"), thrown::toString);
    assertTrue(thrown.toString().contains("That was undone."), thrown::toString);
    assertEquals(5, rows());
    assertTrue(connection.getAutoCommit());
  }

  @Test
  void whatBelongsToATransactionIsUndoneAlone() throws SQLException {
    connection.setAutoCommit(false);
    execute("DELETE FROM t WHERE x = 1");
    SQLException thrown = tooMany(connection);
    assertTrue(thrown.toString().contains("4 rows"), thrown::toString);
    assertTrue(thrown.toString().contains("That was undone."), thrown::toString);
    assertEquals(4, rows());
  }

  @Test
  void withoutSavepointsItStandsAndThatIsSaid() throws SQLException {
    connection.setAutoCommit(false);
    SQLException thrown = tooMany(withoutSavepoints());
    assertTrue(thrown.toString().contains("It changed 5 rows"), thrown::toString);
    assertTrue(thrown.toString().contains("stands until you roll"), thrown::toString);
    assertEquals(0, rows());
    connection.rollback();
  }

  @Test
  void fewEnoughStay() throws SQLException {
    int changed = new BoundedWrite(connection, 5).run(DELETE, () -> execute(DELETE), rows -> rows);
    assertEquals(5, changed);
    assertEquals(0, rows());
    assertTrue(connection.getAutoCommit());
  }
}
