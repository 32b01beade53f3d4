package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nljdbc.NlConnection;
import org.nljdbc.translate.Translation;

/** The SQL of a question instead of its rows. */
class ShowTest {

  private static final String NAMES = "SELECT name FROM t ORDER BY id";
  private static final String WRONG = "SELECT nonsense FROM t";

  static Stream<Connection> databases() throws SQLException {
    return Stream.of(Fixtures.h2(), Fixtures.sqlite());
  }

  @ParameterizedTest
  @MethodSource("databases")
  void showReturnsTheSqlInsteadOfRunningIt(Connection real) throws SQLException {
    try (Connection connection = Fixtures.wrap(real, new ScriptedTranslator(WRONG, NAMES, NAMES));
        Statement statement = connection.createStatement()) {
      ResultSet ordinary = statement.executeQuery(NAMES);
      ResultSet rows = statement.executeQuery("NL SHOW: names");
      assertTrue(ordinary.isClosed());
      assertTrue(rows.next());
      assertEquals(WRONG, rows.getString("sql"));
      assertEquals("scripted", rows.getString("Model"));
      assertEquals(1, rows.getInt("TRIES"));
      assertEquals(12, rows.getLong(4));
      assertFalse(rows.next());
      assertSame(statement, rows.getStatement());

      assertTrue(statement.execute("nl show 'names'"));
      assertTrue(rows.isClosed());
      ResultSet again = statement.getResultSet();
      assertSame(again, statement.getResultSet());
      assertEquals(-1, statement.getUpdateCount());
      assertFalse(statement.getMoreResults());
      assertTrue(again.isClosed());
      assertNull(statement.getResultSet());
      assertEquals(-1, statement.getUpdateCount());

      assertTrue(statement.execute("NL SHOW: names"));
      ResultSet kept = statement.getResultSet();
      assertFalse(statement.getMoreResults(Statement.KEEP_CURRENT_RESULT));
      assertFalse(kept.isClosed());
      assertFalse(statement.execute("DELETE FROM t WHERE id = 3"));
      assertTrue(kept.isClosed());
      assertEquals(1, statement.getUpdateCount());
    }
  }

  @Test
  void showEndsWithItsStatement() throws SQLException {
    try (Connection connection =
        Fixtures.wrap(Fixtures.h2(), new ScriptedTranslator(NAMES, NAMES))) {
      Statement statement = connection.createStatement();
      ResultSet rows = statement.executeQuery("NL SHOW: a");
      statement.close();
      assertTrue(rows.isClosed());
      assertEquals("24000", assertThrows(SQLException.class, rows::next).getSQLState());

      Statement completing = connection.createStatement();
      completing.closeOnCompletion();
      completing.executeQuery("NL SHOW: a").close();
      assertTrue(completing.isClosed());
      assertThrows(SQLException.class, () -> completing.executeQuery("NL SHOW: a"));
    }
  }

  @Test
  void aPreparedShowReturnsTheSql() throws SQLException {
    try (Connection connection = Fixtures.wrap(Fixtures.h2(), new ScriptedTranslator(NAMES));
        PreparedStatement prepared = connection.prepareStatement("NL SHOW: names")) {
      assertEquals("SQL", prepared.getMetaData().getColumnLabel(1));
      ResultSet rows = prepared.executeQuery();
      assertTrue(rows.next());
      assertEquals(NAMES, rows.getString(1));
      assertTrue(prepared.execute());
      assertTrue(rows.isClosed());
      assertTrue(prepared.getResultSet().next());
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void nativeSqlIsTheGeneratedSql(Connection real) throws SQLException {
    try (Connection connection = Fixtures.wrap(real, new ScriptedTranslator(NAMES, WRONG, NAMES))) {
      assertEquals(NAMES, connection.nativeSQL("NL: names"));
      assertEquals(WRONG, connection.nativeSQL("NL SHOW 'names'"));
      Translation found = connection.unwrap(NlConnection.class).translate(" names ");
      assertEquals("names", found.question());
      assertThrows(SQLException.class, () -> connection.unwrap(NlConnection.class).translate(" "));
    }
  }
}
