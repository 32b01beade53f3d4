package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.NlStatement;
import org.nljdbc.jdbc.Connections;
import org.nljdbc.settings.Settings;

/** Two registries stand for two processes. */
class SharedAnswersTest {

  private static final String QUESTION = "What is the highest age of all pets?";

  /** What is shared, in memory. */
  private static final class Shared implements SharedAnswers {
    final Map<String, SharedAnswer> answers = new ConcurrentHashMap<>();

    @Override
    public @Nullable SharedAnswer find(String key) {
      return answers.get(key);
    }

    @Override
    public void keep(String key, SharedAnswer answer) {
      answers.put(key, answer);
    }

    @Override
    public void forget(String key) {
      answers.remove(key);
    }
  }

  @TempDir Path folder;
  private final ScriptedModel model = new ScriptedModel();
  private final Registry here = new Registry(ScriptedProvider.models(model));
  private final Registry there = new Registry(ScriptedProvider.models(model));
  private final Shared shared = new Shared();

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  private Connection connect(Registry registry) throws SQLException {
    Connection real = DriverManager.getConnection("jdbc:sqlite::memory:");
    try (Statement statement = real.createStatement()) {
      statement.execute("CREATE TABLE pets (id int PRIMARY KEY, name varchar(20), age int)");
      statement.execute("INSERT INTO pets VALUES (1, 'William', 3), (2, 'Williams', 9)");
    }
    registry.share(shared);
    Map<String, String> settings =
        Map.of("nl.lockFile", folder.resolve("nl.lock").toString(), "nl.tries", "1");
    return Connections.wrap(
        real, Settings.of(settings), all -> QuestionPipeline.create(registry, all));
  }

  private Translation ask(Registry registry, int expected) throws SQLException {
    try (Connection connection = connect(registry);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL: " + QUESTION)) {
      assertTrue(rows.next());
      assertEquals(expected, rows.getInt(1));
      return statement.unwrap(NlStatement.class).lastTranslation().orElseThrow();
    }
  }

  private void change(UnaryOperator<SharedAnswer> other) {
    shared.answers.replaceAll((key, answer) -> other.apply(answer));
  }

  private static SharedAnswer withSql(SharedAnswer answer, String question, String sql) {
    return new SharedAnswer(
        answer.id(),
        question,
        sql,
        answer.model(),
        answer.logProbability(),
        answer.tokens(),
        answer.confidence(),
        answer.notes(),
        answer.terms(),
        answer.examples(),
        List.of(new Reading("DELETE FROM pets", 0.1), new Reading("SELECT 1", 0.1)));
  }

  @Test
  void whatOneHasFoundTheOtherNeedNotAsk() throws SQLException {
    model.then(" MAX(age) FROM pets");
    Translation first = ask(here, 9);
    Translation second = ask(there, 9);
    assertEquals(1, model.requests.size());
    assertEquals(Translation.Source.RECALLED, second.source());
    assertEquals(0, second.tries());
    assertEquals(first.id(), second.id());
    assertEquals(first.sql(), second.sql());
    assertEquals(first.confidence(), second.confidence());
    shared.answers.clear();
    ask(there, 9); // it has its own by now
    assertEquals(1, model.requests.size());
  }

  @Test
  void whatIsSharedIsCheckedLikeAModelsAnswer() throws SQLException {
    model.then(" MAX(age) FROM pets");
    ask(here, 9);
    for (String bad :
        List.of(
            "DELETE FROM pets",
            "SELECT MAX(size) FROM pets",
            "SELECT 1; DROP TABLE pets",
            "SELECT load_extension('x')",
            "no SQL")) {
      change(answer -> withSql(answer, QUESTION, bad));
      model.then(" MAX(age) FROM pets");
      there.release();
      ask(there, 9);
    }
    assertEquals(6, model.requests.size());

    change(answer -> withSql(answer, QUESTION, "SELECT MIN(age) FROM pets"));
    there.release();
    assertEquals(List.of(new Reading("SELECT 1", 0.1)), ask(there, 3).readings());

    change(answer -> withSql(answer, "Another question", "SELECT MIN(age) FROM pets"));
    model.then(" MAX(age) FROM pets");
    there.release();
    ask(there, 9);
  }

  @Test
  void nothingButSqlThatWasCheckedGetsToTheDatabase() throws SQLException {
    model.then(" MAX(age) FROM pets");
    ask(here, 9);
    change(
        answer ->
            new SharedAnswer(
                "x */ UNION SELECT 7 /*",
                answer.question(),
                "SELECT MIN(age) FROM pets",
                answer.model(),
                answer.logProbability(),
                answer.tokens(),
                answer.confidence(),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
    model.then(" MAX(age) FROM pets");
    ask(there, 9);
    assertEquals(2, model.requests.size());
  }

  @Test
  void whatFailsWhenItRunsIsAskedAnewAndForgotten() throws SQLException {
    model.then(" MAX(age) FROM pets");
    ask(here, 9);
    String overflow = "SELECT ABS(-9223372036854775807 - 1) FROM pets";
    change(answer -> withSql(answer, QUESTION, overflow));
    model.then(" MAX(age) FROM pets");
    ask(there, 9);
    assertEquals(2, model.requests.size());
    assertEquals(
        List.of("SELECT MAX(age) FROM pets"),
        shared.answers.values().stream().map(SharedAnswer::sql).toList());
  }

  @Test
  void whatAPersonRejectsIsForgotten() throws SQLException {
    model.then(" MIN(age) FROM pets").then(" MAX(age) FROM pets");
    ask(here, 3);
    try (Connection connection = connect(here);
        Statement statement = connection.createStatement()) {
      statement.execute("NL FEEDBACK DOWN '" + QUESTION + "'");
    }
    assertEquals(Map.of(), shared.answers);
    ask(here, 9);
    assertEquals(1, shared.answers.size());
  }

  @Test
  void sharingEnds() throws SQLException {
    model.then(" MAX(age) FROM pets");
    ask(here, 9);
    here.unshare(SharedAnswers.NONE); // another one
    assertEquals(shared, here.sharedAnswers());
    here.unshare(shared);
    assertEquals(SharedAnswers.NONE, here.sharedAnswers());
  }
}
