package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;

/** Places where models run that cannot be reached, or fail, and those that are asked instead. */
class ModelChainTest {

  private final Map<String, FaultyModel> places = new HashMap<>();
  private final List<String> opened = new ArrayList<>();
  private final Registry registry =
      new Registry(new Models(() -> List.of(new Provider()), Duration.ofHours(1)));
  private final Connection connection;

  ModelChainTest() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite::memory:");
  }

  private final class Provider implements LanguageModelProvider {
    @Override
    public boolean accepts(ModelOptions options) {
      return true;
    }

    @Override
    public LanguageModel open(ModelOptions options, Progress progress)
        throws LanguageModelException {
      String name = options.server() == null ? "embedded" : options.server().host();
      opened.add(name);
      return place(name).open();
    }
  }

  private FaultyModel place(String name) {
    return places.computeIfAbsent(name, FaultyModel::new);
  }

  @BeforeEach
  void shop() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE customers (id integer PRIMARY KEY, name varchar(40))");
    }
  }

  @AfterEach
  void close() throws SQLException {
    registry.close();
    connection.close();
  }

  private Translator pipeline(String runtime) throws SQLException {
    return QuestionPipeline.create(registry, Settings.of(Map.of("nl.runtime", runtime)));
  }

  private Translation ask(Translator pipeline, String question) throws SQLException {
    return pipeline.translate(question, connection, Cancellation.NEVER, null);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNREACHABLE", "OVERLOADED", "FAILED", "OUT_OF_MEMORY"})
  void theNextPlaceAnswersWhereOneCannotBeOpened(Kind kind) throws SQLException {
    place("a").opening = kind;
    place("b").model.then(" name FROM customers");
    try (Translator pipeline = pipeline("https://a,https://b,embedded")) {
      assertEquals("b", ask(pipeline, "q").model());
    }
    assertEquals(List.of("a", "b"), opened);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNREACHABLE", "OVERLOADED", "FAILED"})
  void theNextPlaceAnswersWhereOneFailsInTheMiddle(Kind kind) throws SQLException {
    place("a").generating = kind;
    place("embedded").model.then(" name FROM customers");
    try (Translator pipeline = pipeline("https://a,embedded")) {
      assertEquals("embedded", ask(pipeline, "q").model());
      place("a").generating = null;
      place("a").model.then(" id FROM customers");
      assertEquals("a", ask(pipeline, "another").model(), "the first is asked first again");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_FOUND", "TOO_LONG", "UNSUPPORTED", "CANCELLED", "DEADLINE", "CORRUPT"})
  void whatAnotherPlaceWouldNotMendIsTold(Kind kind) throws SQLException {
    place("a").generating = kind;
    try (Translator pipeline = pipeline("https://a,embedded")) {
      assertThrows(SQLException.class, () -> ask(pipeline, "q"));
    }
    assertEquals(List.of("a"), opened);
  }

  @Test
  void theLastFailureIsToldWithTheOthers() throws SQLException {
    place("a").opening = Kind.UNREACHABLE;
    place("b").opening = Kind.UNREACHABLE;
    try (Translator pipeline = pipeline("https://a,https://b")) {
      SQLException e = assertThrows(SQLException.class, () -> ask(pipeline, "q"));
      assertEquals("HV00N", e.getSQLState());
      assertTrue(String.valueOf(e.getMessage()).contains("b cannot be reached"), e::getMessage);
      Throwable cause = Objects.requireNonNull(e.getCause());
      assertTrue(cause.getSuppressed()[0].toString().contains("a cannot be reached"));
    }
  }

  @Test
  void aPlaceThatIsDownIsLeftAlone() throws SQLException {
    place("a").opening = Kind.UNREACHABLE;
    try (Translator pipeline = pipeline("https://a,embedded")) {
      for (int i = 0; i < 6; i++) {
        place("embedded").model.then(" name FROM customers");
        assertEquals("embedded", ask(pipeline, "q" + i).model());
      }
    }
    assertEquals(3, opened.stream().filter("a"::equals).count());
  }

  @Test
  void whatIsRememberedIsToldWhileThePlaceIsDown() throws SQLException {
    place("a").model.then(" name FROM customers");
    try (Translator pipeline = pipeline("https://a")) {
      String sql = ask(pipeline, "q").sql();
      place("a").generating = Kind.UNREACHABLE;
      for (int i = 0; i < 5; i++) {
        String other = "another " + i;
        assertEquals(
            "HV00N", assertThrows(SQLException.class, () -> ask(pipeline, other)).getSQLState());
        assertEquals(sql, ask(pipeline, "q").sql());
      }
      assertEquals(1 + 3, place("a").asked);
    }
  }

  @Test
  void aRepairMayBeAnotherPlaces() throws SQLException {
    place("a").model.then(" name FROM customers");
    place("embedded").model.then(" id FROM customers");
    try (Translator pipeline = pipeline("https://a,embedded")) {
      Translation first = ask(pipeline, "q");
      place("a").generating = Kind.UNREACHABLE;
      SQLException error = new SQLException("division by zero", "22012");
      Translation second = pipeline.repair(first, error, connection, Cancellation.NEVER, null);
      assertEquals("embedded", second.model());
      assertEquals("SELECT id FROM customers", second.sql());
    }
  }

  @Test
  void whoWaitsForASilentServerMayGiveUp() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    LanguageModelProvider silent =
        new LanguageModelProvider() {
          @Override
          public boolean accepts(ModelOptions options) {
            return true;
          }

          @Override
          public LanguageModel open(ModelOptions options, Progress progress)
              throws LanguageModelException {
            try {
              release.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            throw new LanguageModelException(Kind.UNREACHABLE, "silent");
          }
        };
    try (Registry own = new Registry(new Models(() -> List.of(silent), Duration.ZERO));
        Translator pipeline =
            QuestionPipeline.create(own, Settings.of(Map.of("nl.runtime", "https://a")))) {
      Instant soon = Instant.now().plusMillis(100);
      assertThrows(
          SQLTimeoutException.class,
          () -> pipeline.translate("q", connection, Cancellation.NEVER, soon));
    } finally {
      release.countDown();
    }
  }
}
