package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.databases.TestDatabase;
import org.nljdbc.it.script.ScriptedTest;

/** Whether a sum meets rows several times, as unique indexes tell, which keys do not. */
abstract class UniqueIndexSuite extends ScriptedTest {

  private static final List<String> TABLES =
      List.of("house", "kitchen", "room", "cellar"); // the others refer to the first

  @BeforeAll
  void create(TestDatabase given) throws SQLException {
    Rows.update(given, "CREATE TABLE house (id INTEGER PRIMARY KEY, price INTEGER)");
    for (String table : TABLES.subList(1, TABLES.size())) {
      Rows.update(
          given,
          "CREATE TABLE "
              + table
              + " (id INTEGER PRIMARY KEY, house_id INTEGER, size INTEGER,"
              + " FOREIGN KEY (house_id) REFERENCES house (id))");
    }
    Rows.update(given, "CREATE UNIQUE INDEX one_kitchen ON kitchen (house_id)");
    Rows.update(given, "CREATE UNIQUE INDEX room_size ON room (house_id, size)");
    if (given.kind() == Kind.POSTGRESQL) {
      Rows.update(given, "CREATE UNIQUE INDEX big_cellar ON cellar (house_id) WHERE size > 10");
    }
  }

  @AfterAll
  void drop() throws SQLException {
    for (int i = TABLES.size() - 1; i >= 0; i--) {
      Rows.update(database, "DROP TABLE " + TABLES.get(i));
    }
  }

  private long warned(String table) throws SQLException {
    String question = "price of houses by their " + table;
    model()
        .answer(
            question, "SELECT SUM(h.price) FROM house h JOIN " + table + " x ON x.house_id = h.id");
    List<String> told = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("NL: " + question).close();
      for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        told.add(String.valueOf(w.getMessage()));
      }
    }
    return told.stream().filter(message -> message.contains("counts a row of")).count();
  }

  @Test
  void anIndexOfTheReferenceSaysThatItIsOne() throws SQLException {
    assertEquals(0, warned("kitchen"));
  }

  @Test
  void anIndexOfMoreOrOfSomeRowsSaysNothing() throws SQLException {
    assertEquals(1, warned("room"));
    assertEquals(1, warned("cellar"));
  }

  @Test
  void itIsReadInTheUsersTransactionWithoutATrace() throws SQLException {
    connection.setAutoCommit(false);
    run("INSERT INTO house VALUES (77, 7)");
    assertEquals(0, warned("kitchen"));
    connection.rollback();
    connection.setAutoCommit(true);
    assertEquals(List.of("0"), rows("SELECT COUNT(*) FROM house WHERE id = 77"));
  }
}
