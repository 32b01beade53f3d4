package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;

/** What is remembered of questions, when the model is switched between them. */
class SwitchedQuestionTest {

  private static final ModelOptions OLD = Settings.defaults().modelOptions();
  private static final ModelOptions NEW = new ModelOptions("new", "", "auto", 0, 0);

  private final ScriptedModel old = new ScriptedModel();
  private final ScriptedModel arctic = new ScriptedModel("new", "f2", "arctic-r1", 16_384);
  private final LanguageModelProvider provider =
      new LanguageModelProvider() {
        @Override
        public boolean accepts(ModelOptions options) {
          return true;
        }

        @Override
        public LanguageModel open(ModelOptions options, Progress progress) {
          return options.equals(NEW) ? arctic : old;
        }
      };
  private final Registry registry =
      new Registry(new Models(() -> List.of(provider), Duration.ofHours(1)));

  @AfterEach
  void close() {
    registry.close();
  }

  private static Connection shop() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE customers (id integer PRIMARY KEY, name varchar(40))");
    }
    return connection;
  }

  private static Translation ask(Translator pipeline, Connection connection) throws SQLException {
    return pipeline.translate("q", connection, Cancellation.NEVER, null);
  }

  @Test
  void eachModelHasItsOwnTranslations() throws SQLException {
    old.then(" name FROM customers");
    arctic.then("</think><answer>```sql\nSELECT id FROM customers\n```");
    try (Connection connection = shop();
        Translator pipeline = QuestionPipeline.create(registry, Settings.defaults())) {
      Translation first = ask(pipeline, connection);
      registry.switchModel(OLD, NEW, Progress.NONE);
      assertTrue(old.closed);
      Translation second = ask(pipeline, connection);
      assertEquals("scripted", first.model());
      assertEquals("new", second.model());
      assertEquals("SELECT id FROM customers", second.sql());
      assertEquals(0, ask(pipeline, connection).tries(), "recalled");
      registry.switchModel(OLD, OLD, Progress.NONE);
      Translation again = ask(pipeline, connection);
      assertEquals(first.id(), again.id());
      assertEquals(0, again.tries(), "recalled");
    }
  }

  @Test
  void aRepairAfterASwitchIsTheNewModels() throws SQLException {
    old.then(" name FROM customers");
    arctic.then("</think><answer>```sql\nSELECT id FROM customers\n```");
    try (Connection connection = shop();
        Translator pipeline = QuestionPipeline.create(registry, Settings.defaults())) {
      Translation first = ask(pipeline, connection);
      registry.switchModel(OLD, NEW, Progress.NONE);
      SQLException error = new SQLException("division by zero", "22012");
      Translation second = pipeline.repair(first, error, connection, Cancellation.NEVER, null);
      assertEquals("SELECT id FROM customers", second.sql());
      assertEquals("new", second.model());
      assertEquals(2, second.tries());
      assertNotEquals(first.id(), second.id());
      assertTrue(
          arctic.requests.get(0).prompt().messages().stream()
              .anyMatch(message -> message.text().contains("division by zero")));
      assertEquals(List.of("</answer>"), arctic.requests.get(0).stop(), "the new model's form");
      assertEquals(second.sql(), ask(pipeline, connection).sql());
      registry.switchModel(OLD, OLD, Progress.NONE);
      old.then(" max(id) FROM customers");
      assertEquals("SELECT max(id) FROM customers", ask(pipeline, connection).sql());
    }
  }
}
