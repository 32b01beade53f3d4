package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.GenerationRequest;

/** When several answers are drawn, and which of them is taken. */
class SecondLookTest {

  private static final String FIRST = " 1";

  private final ScriptedModel model = new ScriptedModel();
  private final Registry registry = new Registry(ScriptedProvider.models(model));

  @AfterEach
  void close() {
    registry.close();
  }

  private String ask(Registry models, String candidates) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement();
        Translator pipeline =
            QuestionPipeline.create(models, Settings.of(Map.of("nl.candidates", candidates)))) {
      statement.execute("CREATE TABLE t (id int, name text)");
      return pipeline.translate("which", connection, Cancellation.NEVER, null).sql();
    }
  }

  private static Candidate candidate(String text, double logProbability, int tokens) {
    return new Candidate(text, logProbability, tokens, Candidate.Finish.STOP);
  }

  @Test
  void aSureAnswerIsTheOnlyOne() throws SQLException {
    model.thenCandidates(candidate(FIRST, -0.7, 10));
    assertEquals("SELECT 1", ask(registry, "0"));
    assertEquals(1, model.requests.size());
  }

  @Test
  void anUnsureOneIsComparedWithOthersByProbabilityForItsLength() throws SQLException {
    model
        .thenCandidates(candidate(FIRST, -0.9, 10))
        .thenCandidates(
            candidate(FIRST, -0.9, 10),
            candidate(" id FROM t", -0.95, 11),
            candidate(" name FROM t", -1.0, 20),
            candidate(" nothing FROM t", -0.1, 20));
    assertEquals("SELECT name FROM t", ask(registry, "0"));
    assertEquals(4, model.requests.get(1).candidates());
  }

  @Test
  void onePartOfWhichDoesNothingIsLookedAtAgain() throws SQLException {
    model
        .thenCandidates(candidate(" id FROM t EXCEPT SELECT id FROM t", -0.1, 10))
        .thenCandidates(
            candidate(" id FROM t EXCEPT SELECT id FROM t", -0.1, 10),
            candidate(" id FROM t", -3, 10));
    assertEquals("SELECT id FROM t", ask(registry, "0"));
  }

  @Test
  void theFirstStandsAmongEquals() throws SQLException {
    model
        .thenCandidates(candidate(FIRST, -0.9, 10))
        .thenCandidates(candidate(" id FROM t", -0.9, 10), candidate(FIRST, -0.9, 10));
    assertEquals("SELECT 1", ask(registry, "0"));
  }

  @Test
  void whoWantsOneAnswerGetsOne() throws SQLException {
    model.thenCandidates(candidate(FIRST, -9, 10));
    assertEquals("SELECT 1", ask(registry, "1"));
    assertEquals(1, model.requests.size());
  }

  @Test
  void unknownProbabilitiesKeepTheModelsOrder() throws SQLException {
    model.thenCandidates(
        candidate(" nothing FROM t", Double.NaN, 10),
        candidate(" id FROM t", Double.NaN, 10),
        candidate(" name FROM t", Double.NaN, 90));
    assertEquals("SELECT id FROM t", ask(registry, "3"));
    assertEquals(1, model.requests.size());
  }

  @Test
  void aModelThatThinksIsNotAskedTwice() throws SQLException {
    ScriptedModel thinker = new ScriptedModel("arctic-r1", 32_768);
    thinker.thenCandidates(
        candidate("<think>x</think><answer>```sql\nSELECT 1\n```</answer>", -90, 99));
    try (Registry models = new Registry(ScriptedProvider.models(thinker))) {
      assertEquals("SELECT 1", ask(models, "0"));
    }
    assertEquals(1, thinker.requests.size());
    GenerationRequest request = thinker.requests.get(0);
    assertEquals(1, request.candidates());
  }
}
