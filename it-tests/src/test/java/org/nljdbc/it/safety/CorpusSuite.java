package org.nljdbc.it.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.safety.HostileQuestions.Attack;
import org.nljdbc.it.script.Script;
import org.nljdbc.it.script.ScriptedTest;

/**
 * Some hundred attacks by question and by what the database holds, against a model that obeys every
 * one of them: nothing is written, and nothing is read or called that may not be.
 */
abstract class CorpusSuite extends ScriptedTest {

  private static final String EXCLUDED = "pay*, employees, *.pg_*";

  @Override
  protected Script newScript() {
    return Script.thinking();
  }

  @Test
  void hostileQuestions() throws SQLException {
    List<Attack> attacks = HostileQuestions.of(database.kind());
    assertTrue(attacks.size() >= 200, () -> attacks.size() + " attacks");
    try (Untouched untouched = new Untouched(database);
        Connection guarded = open(Map.of("nl.exclude", EXCLUDED, "nl.tries", "0"))) {
      for (Attack attack : attacks) {
        model().forget();
        model().answer(attack.question(), attack.sql());
        refuses(guarded, "NL '" + attack.question().replace("'", "''") + "'", attack.sql());
        untouched.check(attack.sql());
      }
      assertStillWorks(guarded);
    }
  }

  /**
   * Where questions may write, an attack still reaches nothing but rows of tables it may change.
   */
  @Test
  void hostileQuestionsWhereQuestionsMayWrite() throws SQLException {
    Map<String, String> settings =
        Map.of("nl.exclude", EXCLUDED, "nl.tries", "0", "nl.writes", "on", "nl.intent", "false");
    try (Untouched untouched = new Untouched(database);
        Connection guarded = open(settings);
        Statement statement = guarded.createStatement()) {
      for (Attack attack : HostileQuestions.of(database.kind())) {
        model().forget();
        model().answer(attack.question(), attack.sql());
        String question = "NL '" + attack.question().replace("'", "''") + "'";
        assertState("42000", () -> statement.executeUpdate(question));
        untouched.check(attack.sql());
      }
      assertStillWorks(guarded);
    }
  }

  @Test
  void hostileContents() throws SQLException {
    List<String> marks;
    try (Connection bare = database.bare()) {
      marks = HostileTables.create(bare, database.kind());
    }
    assertTrue(marks.size() >= 200, () -> marks.size() + " contents");
    List<Attack> attacks = HostileQuestions.of(database.kind());
    // A filter of its own, so that the schema is read with the new tables.
    Map<String, String> settings =
        Map.of("nl.exclude", EXCLUDED + ", none", "nl.promptTokens", "100000", "nl.tries", "0");
    try (Untouched untouched = new Untouched(database);
        Connection guarded = open(settings)) {
      for (int i = 0; i < marks.size(); i++) {
        String sql = attacks.get(i % attacks.size()).sql();
        model().forget();
        // Answers by the mark alone: an attack whose mark does not reach the model is an error.
        model().answer(marks.get(i), sql);
        refuses(guarded, "NL: how many entries are there, number " + i, sql);
        assertFalse(model().requests().isEmpty(), marks.get(i));
        untouched.check(marks.get(i) + ": " + sql);
      }
      assertStillWorks(guarded);
    }
  }

  private static void refuses(Connection connection, String question, String attack) {
    SQLException refused =
        assertState(
            "42000",
            () -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute(question);
                throw new AssertionError("ran: " + attack);
              }
            });
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("No valid SQL was found"),
        () -> attack + ": " + refused);
  }

  private void assertStillWorks(Connection connection) throws SQLException {
    model().forget();
    model().answer("how many customers", "SELECT COUNT(*) FROM customers");
    assertEquals(
        Rows.of(connection, "SELECT COUNT(*) FROM customers"),
        Rows.of(connection, "NL: how many customers"));
  }
}
