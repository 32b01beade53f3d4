package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;
import org.nljdbc.it.script.ScriptedTest;

/** The current schema changes by statements of the user's own. */
@OnDatabase(Kind.POSTGRESQL)
class PostgresSearchPathTest extends ScriptedTest {

  private static final String ASKED = "NL: how many shelves are there?";

  @BeforeEach
  void fill() throws SQLException {
    run("CREATE SCHEMA branch");
    run("CREATE TABLE branch.shelves AS SELECT 1 AS id UNION ALL SELECT 2");
    model().answer("how many shelves", "SELECT COUNT(*) FROM shelves");
  }

  @AfterEach
  void empty() throws SQLException {
    connection.setAutoCommit(true);
    run("DROP SCHEMA branch CASCADE");
  }

  private void knows() throws SQLException {
    assertEquals(List.of("2"), rows(ASKED));
  }

  private void knowsNot() {
    assertState("42000", () -> rows(ASKED));
  }

  @Test
  void aQuestionSeesTheSchemaThatIsCurrent() throws SQLException {
    knowsNot();
    run("SET search_path TO branch");
    knows();
    run("RESET search_path");
    knowsNot();
    connection.setSchema("branch");
    knows();
    run("DISCARD ALL");
    knowsNot();
  }

  @Test
  void itGoesWithItsTransaction() throws SQLException {
    connection.setAutoCommit(false);
    run("SET LOCAL search_path TO branch");
    knows();
    connection.commit();
    knowsNot();
    run("SET search_path TO branch");
    knows();
    connection.rollback();
    knowsNot();
  }
}
