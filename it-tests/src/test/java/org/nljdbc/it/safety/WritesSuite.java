package org.nljdbc.it.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.NlStatement;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.script.Script;
import org.nljdbc.it.script.ScriptedTest;

/** Questions that change rows: only where that is allowed, counted first, bounded, undone. */
abstract class WritesSuite extends ScriptedTest {

  private static final String NOTES = "SELECT id, body, stars FROM notes ORDER BY id";
  private static final Map<String, String> ON = Map.of("nl.writes", "on");

  @Override
  protected Script newScript() {
    return Script.thinking();
  }

  @BeforeEach
  void createNotes() throws SQLException {
    run("CREATE TABLE notes (id INTEGER PRIMARY KEY, body VARCHAR(40) NOT NULL, stars INTEGER)");
    run("INSERT INTO notes VALUES (1, 'one', 1), (2, 'two', 2), (3, 'three', NULL)");
  }

  @AfterEach
  void dropNotes() throws SQLException {
    try (Connection bare = database.bare();
        Statement statement = bare.createStatement()) {
      statement.execute("DROP TABLE notes");
    }
  }

  private static int update(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  @Test
  void offByDefault() throws SQLException {
    model().answer("note 1", "DELETE FROM notes WHERE id = 1");
    List<String> before = bareRows(NOTES);
    assertState("0A000", () -> update(connection, "NL: delete note 1"));
    assertState("0A000", () -> rows("NL: delete the notes with id 1"));
    assertState("NL004", () -> rows("NL CONFIRM 'abc'"));
    assertState("0A000", () -> update(connection, "NL CONFIRM 'abc'"));
    assertEquals(before, bareRows(NOTES));
    assertTrue(model().requests().isEmpty());
  }

  @Test
  void executeUpdateWrites() throws SQLException {
    try (Connection writing = open(ON)) {
      model().answer("give note 2 five stars", "UPDATE notes SET stars = 5 WHERE id = 2");
      try (Statement statement = writing.createStatement()) {
        assertEquals(1, statement.executeUpdate("NL: give note 2 five stars"));
        assertTrue(
            String.valueOf(statement.getWarnings().getMessage()).contains("UPDATE notes SET"),
            statement.getWarnings()::toString);
        assertEquals(
            "UPDATE notes SET stars = 5 WHERE id = 2",
            statement.unwrap(NlStatement.class).lastTranslation().orElseThrow().sql());
      }
      model().answer("add note 4", "INSERT INTO notes (id, body) VALUES (4, 'four')");
      assertEquals(1, update(writing, "NL 'add note 4: four'"));
      model().answer("remove the bad ones", "DELETE FROM notes WHERE stars < 2 OR stars IS NULL");
      assertEquals(3, update(writing, "NL: remove the bad ones"));
      assertEquals(List.of(bareRows("SELECT 2, 'two', 5").get(0)), bareRows(NOTES));
      assertTrue(writing.getAutoCommit());
    }
  }

  @Test
  void executeWritesWhereTheWordsSaySo() throws SQLException {
    try (Connection writing = open(ON);
        Statement statement = writing.createStatement()) {
      model().answer("delete all notes where", "DELETE FROM notes WHERE id = 3");
      assertFalse(statement.execute("NL: delete all notes where the id is 3"));
      assertEquals(1, statement.getUpdateCount());
      model().answer("how many notes", "SELECT COUNT(*) FROM notes");
      assertTrue(statement.execute("NL: how many notes are there"));
      // What only the model takes for a write is none.
      model().answer("notes of mine", "DELETE FROM notes WHERE id = 2");
      assertState("42000", () -> statement.execute("NL: notes of mine"));
      assertState("0A000", () -> statement.executeQuery("NL: delete all notes where the id is 2"));
      assertEquals(2, bareRows(NOTES).size());
      // The verb says so whatever the words are.
      assertFalse(statement.execute("NL WRITE: notes of mine, id 2"));
      assertEquals(1, bareRows(NOTES).size());
      assertState("0A000", () -> statement.executeQuery("NL WRITE: notes of mine, id 2"));
    }
    assertState("0A000", () -> run("NL WRITE: notes of mine"));
  }

  @Test
  void preparedWithParameters() throws SQLException {
    model().answer("stars to note", "UPDATE notes SET stars = :p1 WHERE id = :p2");
    try (Connection writing = open(Map.of("nl.writes", "on", "nl.maxAffectedRows", "2"));
        PreparedStatement give = writing.prepareStatement("NL WRITE: give ? stars to note ?")) {
      give.setInt(1, 7);
      give.setInt(2, 3);
      assertEquals(1, give.executeUpdate());
      assertEquals(bareRows("SELECT 3, 'three', 7").get(0), bareRows(NOTES).get(2));
      assertState("0A000", give::executeQuery);
      for (int id = 1; id <= 2; id++) {
        give.setInt(1, 8);
        give.setInt(2, id);
        give.addBatch();
      }
      assertEquals(2, give.executeBatch().length);
      List<String> before = bareRows(NOTES);
      for (int id = 1; id <= 3; id++) {
        give.setInt(1, 9);
        give.setInt(2, id);
        give.addBatch();
      }
      assertState("NL005", give::executeBatch);
      assertEquals(before, bareRows(NOTES));
      assertEquals(1, model().requests().size());
    }
    try (Connection confirming = open(Map.of("nl.writes", "confirm"))) {
      assertState(
          "0A000", () -> confirming.prepareStatement("NL WRITE: give ? stars to note ?").close());
    }
  }

  @Test
  void moreThanAllowedIsNotWritten() throws SQLException {
    List<String> before = bareRows(NOTES);
    try (Connection writing = open(Map.of("nl.writes", "on", "nl.maxAffectedRows", "2"))) {
      model().answer("no stars", "UPDATE notes SET stars = 0");
      SQLException many = assertState("NL005", () -> update(writing, "NL: no stars"));
      assertTrue(String.valueOf(many.getMessage()).contains("3 rows"), many::toString);
      model()
          .answer("three more", "INSERT INTO notes (id, body) VALUES (5, 'a'), (6, 'b'), (7, 'c')");
      assertState("NL005", () -> update(writing, "NL: three more: 5 a, 6 b, 7 c"));
      model().answer("copies", "INSERT INTO notes (id, body) SELECT id + 10, body FROM notes");
      assertState("NL005", () -> update(writing, "NL: copies"));
      assertEquals(before, bareRows(NOTES));
    }
  }

  @Test
  void aFailureUndoesAllOfIt() throws SQLException {
    List<String> before = bareRows(NOTES);
    model().answer("two notes", "INSERT INTO notes (id, body) VALUES (9, 'new'), (1, 'again')");
    try (Connection writing = open(ON)) {
      assertThrows(
          SQLException.class, () -> update(writing, "NL: two notes, 9 is new and 1 or 2 again"));
      assertTrue(writing.getAutoCommit());
      assertEquals(before, bareRows(NOTES));
    }
  }

  @Test
  void withinATransaction() throws SQLException {
    List<String> before = bareRows(NOTES);
    model().answer("clear", "DELETE FROM notes WHERE id = 1");
    model().answer("two notes", "INSERT INTO notes (id, body) VALUES (9, 'new'), (2, 'again')");
    try (Connection writing = open(ON)) {
      writing.setAutoCommit(false);
      update(writing, "INSERT INTO notes VALUES (8, 'mine', 8)");
      assertEquals(1, update(writing, "NL: clear"));
      assertThrows(
          SQLException.class, () -> update(writing, "NL: two notes, 9 is new and 1 or 2 again"));
      assertFalse(writing.getAutoCommit());
      assertEquals(3, Rows.of(writing, NOTES).size()); // 2, 3 and the user's own
      writing.rollback();
      assertEquals(before, bareRows(NOTES));
      update(writing, "NL: clear");
      writing.commit();
      assertEquals(before.subList(1, 3), bareRows(NOTES));
    }
  }

  @Test
  void confirmedByItsId() throws SQLException {
    List<String> before = bareRows(NOTES);
    model().answer("notes with id", "DELETE FROM notes WHERE id > 1");
    try (Connection writing = open(Map.of("nl.writes", "confirm"));
        Statement statement = writing.createStatement()) {
      assertTrue(statement.execute("NL: delete the notes with id above 1"));
      String confirm;
      try (ResultSet shown = statement.getResultSet()) {
        assertTrue(shown.next());
        assertEquals(2, shown.getLong("ROWS"));
        assertEquals("notes", shown.getString("TABLE_NAME").toLowerCase(java.util.Locale.ROOT));
        assertEquals("DELETE FROM notes WHERE id > 1", shown.getString("SQL"));
        confirm = shown.getString("CONFIRM");
      }
      SQLException waits =
          assertState(
              "NL004", () -> statement.executeUpdate("NL: delete the notes with id above 1"));
      assertTrue(String.valueOf(waits.getMessage()).contains(confirm), waits::toString);
      assertState("0A000", () -> statement.executeQuery(confirm)); // it changes rows
      assertEquals(before, bareRows(NOTES));

      // Somebody else has been there since.
      update(connection, "INSERT INTO notes VALUES (4, 'four', 4)");
      assertState("NL004", () -> statement.execute(confirm));
      assertEquals(4, bareRows(NOTES).size());
      int asked = model().requests().size();
      assertFalse(statement.execute(confirm));
      assertEquals(3, statement.getUpdateCount());
      assertEquals(asked, model().requests().size());
      assertEquals(before.subList(0, 1), bareRows(NOTES));
      assertState("NL004", () -> statement.executeUpdate(confirm));
      assertState("NL004", () -> statement.executeQuery(confirm));
      try (Connection other = open(Map.of("nl.writes", "confirm"))) {
        assertState("NL004", () -> update(other, confirm));
      }
    }
  }

  @Test
  void shownAndNotRun() throws SQLException {
    model().answer("notes with id", "DELETE FROM notes WHERE id = 1");
    try (Connection writing = open(ON)) {
      String row = Rows.of(writing, "NL SHOW: delete the notes with id 1").toString();
      assertTrue(row.contains("DELETE FROM notes WHERE id = 1"), row);
      assertEquals(3, bareRows(NOTES).size());
    }
  }

  @Test
  void definitionsAndOtherTablesAreRefused() throws SQLException {
    try (Untouched untouched = new Untouched(database);
        Connection writing = open(Map.of("nl.writes", "on", "nl.exclude", "pay*"))) {
      assertState("0A000", () -> update(writing, "NL: drop the table notes"));
      assertState("0A000", () -> update(writing, "NL: create table x (a int)"));
      for (String sql :
          List.of(
              "DELETE FROM payments WHERE id = 1",
              "UPDATE notes SET stars = (SELECT MAX(id) FROM payments)",
              "DELETE FROM customer_revenue WHERE revenue = 0",
              "DROP TABLE notes",
              "DELETE FROM notes; DROP TABLE notes")) {
        model().answer("tidy up", sql);
        assertState("42000", () -> update(writing, "NL: tidy up"));
      }
      assertEquals(3, bareRows(NOTES).size());
      untouched.check("refused writes");
    }
  }

  @Test
  void aMistakeGoesBackToTheModel() throws SQLException {
    model()
        .answer(
            "praise note 1",
            "UPDATE notes SET praise = 9 WHERE id = 1",
            "UPDATE notes SET stars = 9 WHERE id = 1");
    try (Connection writing = open(ON)) {
      assertEquals(1, update(writing, "NL: praise note 1 with 9"));
      assertTrue(model().latestPrompt().contains("praise"), model().latestPrompt());
      assertEquals(bareRows("SELECT 1, 'one', 9").get(0), bareRows(NOTES).get(0));
    }
  }

  @Test
  void whatNobodySaidIsNotWritten() throws SQLException {
    model()
        .answer(
            "note 4 says",
            "INSERT INTO notes (id, body, stars) VALUES (4, 'hello', 3)",
            "not asked again");
    model()
        .answer(
            "note 1 says",
            "UPDATE notes SET body = 'made up' WHERE id = 1",
            "UPDATE notes SET body = 'bye' WHERE id = 1");
    try (Connection writing = open(ON);
        Statement statement = writing.createStatement()) {
      assertEquals(1, statement.executeUpdate("NL: add a note, note 4 says hello"));
      String told = String.valueOf(statement.getWarnings().getNextWarning().getMessage());
      assertTrue(told.contains("left out") && told.contains("= 3"), told);
      assertEquals(bareRows("SELECT 4, 'hello', NULL").get(0), bareRows(NOTES).get(3));
      assertEquals(1, statement.executeUpdate("NL: note 1 says bye"));
      assertTrue(model().latestPrompt().contains("does not say 'made up'"), model().latestPrompt());
      assertEquals(bareRows("SELECT 1, 'bye', 1").get(0), bareRows(NOTES).get(0));
    }
  }

  @Test
  void keysThatTheDatabaseMade() throws SQLException {
    if (database.kind() != Kind.H2 && database.kind() != Kind.POSTGRESQL) {
      return; // the others have no way to ask for a column by name that differs from their default
    }
    model().answer("add note 7", "INSERT INTO notes (id, body) VALUES (7, 'seven')");
    try (Connection writing = open(ON);
        Statement statement = writing.createStatement()) {
      assertEquals(1, statement.executeUpdate("NL: add note 7: seven", new String[] {"id"}));
      try (ResultSet keys = statement.getGeneratedKeys()) {
        assertTrue(keys.next());
        assertEquals(7, keys.getInt(1));
      }
    }
  }
}
