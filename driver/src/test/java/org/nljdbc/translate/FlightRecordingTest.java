package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions in flight recordings, through statements of two real databases. */
class FlightRecordingTest {

  private static final String EVENT = "org.nljdbc.Question";
  private static final String H2 = "jdbc:h2:mem:";

  private final TracedShop shop = new TracedShop();

  @TempDir Path folder;

  @AfterEach
  void close() {
    shop.close();
  }

  /** What is done while a recording runs. */
  private interface Work {
    void run() throws SQLException;
  }

  private List<RecordedEvent> recorded(Work work) throws SQLException, IOException {
    Path file = folder.resolve("questions.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(EVENT).withoutThreshold();
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals(EVENT))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"jdbc:sqlite::memory:, sqlite", "jdbc:h2:mem:, h2database"})
  void aQuestionIsOneEvent(String url, String database) throws Exception {
    shop.model.then(" name, id FROM pets WHERE name = 'Rex'");
    List<RecordedEvent> events =
        recorded(
            () -> {
              try (Connection connection = shop.connect(url, Map.of())) {
                assertEquals("Rex", TracedShop.ask(connection, "NL: the pet that is called Rex"));
                assertEquals("Rex", TracedShop.ask(connection, "NL: the pet that is called Rex"));
                assertEquals("2", TracedShop.ask(connection, "SELECT count(*) FROM pets"));
              }
            });
    assertEquals(2, events.size(), events::toString);
    RecordedEvent asked = events.get(0);
    assertEquals("run", asked.getString("verb"));
    assertEquals(database, asked.getString("database"));
    assertEquals("answered", asked.getString("outcome"));
    assertNull(asked.getString("sqlState"));
    assertEquals("model", asked.getString("source"));
    assertEquals("scripted", asked.getString("model"));
    assertFalse(asked.getBoolean("fromMemory"));
    assertEquals(1, asked.getInt("modelCalls"));
    assertEquals(1, asked.getLong("promptTokens"));
    assertEquals(0, asked.getLong("reusedTokens"));
    assertEquals(1, asked.getLong("generatedTokens"));
    Duration phases = Duration.ZERO;
    for (String phase :
        List.of("schema", "load", "values", "prompt", "model", "check", "lookup", "run")) {
      Duration spent = asked.getDuration(phase + "Time");
      assertTrue(spent.toNanos() > 0, () -> phase + " in " + asked);
      phases = phases.plus(spent);
    }
    assertTrue(phases.compareTo(asked.getDuration()) <= 0, asked::toString);
    RecordedEvent again = events.get(1);
    assertEquals("recalled", again.getString("source"));
    assertTrue(again.getBoolean("fromMemory"));
    assertEquals(0, again.getInt("modelCalls"));
    assertEquals(Duration.ZERO, again.getDuration("modelTime"));
  }

  @Test
  void nothingThatWasAskedIsInTheRecording() throws Exception {
    shop.model.then(" name, id FROM pets WHERE name = 'Rex'");
    List<RecordedEvent> events =
        recorded(
            () -> {
              try (Connection connection = shop.connect(H2, Map.of())) {
                TracedShop.ask(connection, "NL: the pet that is called Rex");
              }
            });
    String all = events.toString();
    assertTrue(all.contains("scripted"), all);
    for (String secret : List.of("Rex", "SELECT", "pets", "called")) {
      assertFalse(all.contains(secret), all);
    }
  }

  @Test
  void aFailureHasItsSqlState() throws Exception {
    shop.model.then(" nothing FROM pets").then(" nothing FROM pets");
    List<RecordedEvent> events =
        recorded(
            () -> {
              try (Connection connection = shop.connect(H2, Map.of("nl.tries", "1"))) {
                SQLException e =
                    assertThrows(
                        SQLException.class, () -> TracedShop.ask(connection, "NL: the nothing"));
                assertEquals("42000", e.getSQLState());
              }
            });
    assertEquals(1, events.size(), events::toString);
    assertEquals("failed", events.get(0).getString("outcome"));
    assertEquals("42000", events.get(0).getString("sqlState"));
    assertEquals(2, events.get(0).getInt("modelCalls"));
    assertNull(events.get(0).getString("source"));
  }

  @Test
  void whatIsPreparedSaysSo() throws Exception {
    shop.model.then(" count(*) FROM pets");
    List<RecordedEvent> events =
        recorded(
            () -> {
              try (Connection connection = shop.connect(H2, Map.of());
                  PreparedStatement statement = connection.prepareStatement("NL: how many pets");
                  ResultSet rows = statement.executeQuery()) {
                assertTrue(rows.next());
              }
            });
    assertEquals(1, events.size(), events::toString);
    assertTrue(events.get(0).getBoolean("prepared"));
  }
}
