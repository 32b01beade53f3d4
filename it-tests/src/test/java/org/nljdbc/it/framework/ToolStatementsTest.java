package org.nljdbc.it.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;
import org.nljdbc.it.databases.Rows;

/**
 * What tools send that are too large to be used here: their statements, in their order, by the
 * methods that they call.
 */
@OnDatabase(Kind.H2)
class ToolStatementsTest extends FrameworkTest {

  private static final String FREE = "NL: " + QUESTION;

  /** Reads the columns of an empty result, as Spark, Tableau and others do first. */
  private void describes(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      ResultSetMetaData before = statement.getMetaData();
      assertEquals(3, before.getColumnCount());
      try (ResultSet rows = statement.executeQuery()) {
        assertFalse(rows.next());
        assertEquals("NAME", rows.getMetaData().getColumnLabel(2));
        assertEquals(before.getColumnType(2), rows.getMetaData().getColumnType(2));
      }
    }
  }

  /** Spark: the option query, once for the columns and then for the rows of each partition. */
  @Test
  void spark() throws SQLException {
    for (String query : List.of(FREE, ASKED, "SELECT * FROM " + TABLE + " q")) {
      String table = "(" + query + ") spark_gen_0";
      describes("SELECT * FROM " + table + " WHERE 1=0");
      connection.setAutoCommit(false);
      try (PreparedStatement statement =
          connection.prepareStatement(
              "SELECT \"ID\",\"NAME\" FROM " + table + " WHERE \"ID\" < 20 or \"ID\" is null  ",
              ResultSet.TYPE_FORWARD_ONLY,
              ResultSet.CONCUR_READ_ONLY)) {
        statement.setFetchSize(10);
        statement.setQueryTimeout(0);
        assertEquals(
            bareRows("SELECT id, name FROM (" + SQL + ") x WHERE id < 20"),
            Rows.of(statement.executeQuery()));
      }
      connection.commit();
      connection.setAutoCommit(true);
    }
    assertEquals(1, model().requests().size());
  }

  /** Tableau: custom SQL as a sub-select, its columns first. */
  @Test
  void tableau() throws SQLException {
    for (String end : List.of("WHERE 1=0", "LIMIT 0")) {
      describes("SELECT * FROM (\n" + FREE + "\n) \"Custom SQL Query\" " + end);
    }
    assertEquals(
        List.of(String.valueOf(names().size())),
        rows(
            "SELECT SUM(1) AS \"n\" FROM (\n"
                + FREE
                + "\n) \"Custom SQL Query\" HAVING COUNT(1) > 0"));
  }

  /** Metabase: a remark in front, a read-only connection, most rows; then as a saved question. */
  @Test
  void metabase() throws SQLException {
    String remark = "-- Metabase:: userID: 1 queryType: native queryHash: 76a1\n";
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    connection.setHoldability(ResultSet.CLOSE_CURSORS_AT_COMMIT);
    try (Statement statement =
        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
      statement.setFetchDirection(ResultSet.FETCH_FORWARD);
      statement.setMaxRows(2000);
      assertTrue(statement.execute(remark + FREE));
      assertEquals(bareRows(SQL), Rows.of(statement.getResultSet()));
      assertTrue(
          statement.execute(
              remark
                  + "SELECT \"source\".\"COUNTRY\" AS \"COUNTRY\", COUNT(*) AS \"count\" FROM ("
                  + FREE
                  + ") \"source\" GROUP BY \"source\".\"COUNTRY\" LIMIT 2000"));
      assertEquals(List.of("Germany|" + names().size()), Rows.of(statement.getResultSet()));
    }
    connection.rollback();
  }

  /** DBeaver: walks all results; then sorts, filters and counts what the statement gave. */
  @Test
  void dbeaver() throws SQLException {
    try (Statement statement =
        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
      statement.setEscapeProcessing(false);
      statement.setMaxRows(200);
      assertTrue(statement.execute(FREE));
      assertEquals(names().size(), Rows.of(statement.getResultSet()).size());
      assertFalse(statement.getMoreResults());
      assertEquals(-1, statement.getLargeUpdateCount());
      assertTrue(String.valueOf(statement.getWarnings().getMessage()).contains("Germany"));
    }
    assertEquals(
        List.of(String.valueOf(names().size())),
        rows("SELECT COUNT(*) FROM (" + FREE + "\n) dbvrcnt"));
    assertEquals(
        bareRows("SELECT * FROM (" + SQL + ") x WHERE id > 20 ORDER BY name"),
        rows("SELECT * FROM (\n" + FREE + "\n) z_q WHERE (ID > 20)\nORDER BY NAME"));
  }

  /** sqlline: what it prints is the result, the count and the warnings; {@code !nativesql} too. */
  @Test
  void sqlline() throws SQLException {
    assertEquals(SQL, connection.nativeSQL(ASKED));
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(30);
      statement.setMaxRows(3);
      assertTrue(statement.execute(ASKED));
      try (ResultSet rows = statement.getResultSet()) {
        assertEquals("COUNTRY", rows.getMetaData().getColumnLabel(3));
        assertEquals(bareRows(SQL).subList(0, 3), Rows.of(rows));
      }
      assertTrue(String.valueOf(statement.getWarnings().getMessage()).endsWith(SQL));
      assertFalse(statement.getMoreResults());
      assertEquals(-1, statement.getUpdateCount());
      statement.clearWarnings();
      assertNull(statement.getWarnings());
    }
  }

  /** HenPlus and others take comments out; some editors leave no-break spaces and a semicolon. */
  @Test
  void whatEditorsMakeOfTheText() throws SQLException {
    for (String sent :
        List.of(
            "  " + ASKED, "\uFEFF" + ASKED, "\u00A0" + FREE, ASKED + " ;", FREE + "\r\n;\r\n")) {
      assertEquals(bareRows(SQL), rows(sent), sent);
    }
  }

  /** MyBatis PageHelper and Spring Data: a count around the text, a limit behind it. */
  @Test
  void pagers() throws SQLException {
    assertEquals(
        List.of(String.valueOf(names().size())),
        rows("SELECT count(0) FROM (" + ASKED + ") tmp_count"));
    try (PreparedStatement statement = connection.prepareStatement(ASKED + " LIMIT ?, ? ")) {
      statement.setInt(1, 1);
      statement.setInt(2, 2);
      assertEquals(bareRows(SQL).subList(1, 3), Rows.of(statement.executeQuery()));
    }
  }

  /** A tool's own pool checks and cleans connections between questions. */
  @Test
  void checksBetweenQuestions() throws SQLException {
    try (Connection own = open(java.util.Map.of())) {
      for (int i = 0; i < 3; i++) {
        assertTrue(own.isValid(5));
        own.clearWarnings();
        assertEquals(bareRows(SQL), Rows.of(own, FREE));
        own.setNetworkTimeout(Runnable::run, 0);
      }
    }
    assertEquals(1, model().requests().size());
  }
}
