package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.jdbc.Connections;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;

/** When a model reads a schema ahead, by what happens at statements of two real databases. */
class ReadAheadAtStatementsTest {

  private static final String SQLITE = "jdbc:sqlite::memory:";
  private static final String H2 = "jdbc:h2:mem:";
  private static final String SCHEMA_QUESTION = "NL: what tables are there?";

  private final Model model = new Model();
  private final AtomicInteger opened = new AtomicInteger();
  private final Registry registry =
      new Registry(new Models(() -> List.of(new Provider()), Duration.ofHours(1)));

  /** A scripted model that can read ahead, and does not end before it may. */
  private static final class Model implements LanguageModel {
    final ScriptedModel script = new ScriptedModel();
    final BlockingQueue<Prompt> openings = new LinkedBlockingQueue<>();
    final BlockingQueue<Boolean> keeps = new LinkedBlockingQueue<>();
    final CountDownLatch cancelled = new CountDownLatch(1);
    final AtomicInteger counted = new AtomicInteger();
    volatile boolean endless;
    volatile boolean fails;
    volatile LanguageModelException.Kind failure = LanguageModelException.Kind.FAILED;
    volatile boolean ahead = true;

    @Override
    public ModelInfo info() {
      return script.info();
    }

    @Override
    public int countTokens(Prompt prompt) {
      counted.incrementAndGet();
      return script.countTokens(prompt);
    }

    @Override
    public Generation generate(GenerationRequest request, Cancellation cancellation)
        throws LanguageModelException {
      return script.generate(request, cancellation);
    }

    @Override
    public boolean readsAhead() {
      return ahead;
    }

    @Override
    public void prepare(Prompt opening, boolean keepPrefix, Cancellation cancellation)
        throws LanguageModelException {
      keeps.add(keepPrefix);
      openings.add(opening);
      if (fails) {
        throw new LanguageModelException(failure, "it fails");
      }
      while (endless && !cancellation.isCancelled()) {
        Thread.onSpinWait();
      }
      if (endless) {
        cancelled.countDown();
      }
    }

    @Override
    public void close() {
      script.close();
    }

    String next() throws InterruptedException {
      Prompt opening = openings.poll(30, TimeUnit.SECONDS);
      return opening == null ? "nothing was read ahead" : text(opening);
    }
  }

  private final class Provider implements LanguageModelProvider {
    @Override
    public boolean accepts(ModelOptions options) {
      return true;
    }

    @Override
    public LanguageModel open(ModelOptions options, Progress progress) {
      opened.incrementAndGet();
      return model;
    }
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private static String text(Prompt prompt) {
    assertEquals("", prompt.answerPrefix());
    return prompt.messages().get(prompt.messages().size() - 1).text();
  }

  private Connection connect(String url, Map<String, String> settings, String... ddl)
      throws SQLException {
    Connection real = DriverManager.getConnection(url);
    try (Statement statement = real.createStatement()) {
      for (String each : ddl) {
        statement.execute(each);
      }
    }
    return Connections.wrap(
        real, Settings.of(settings), given -> QuestionPipeline.create(registry, given));
  }

  private Connection connect(String url, String... ddl) throws SQLException {
    return connect(url, Map.of(), ddl);
  }

  private static void run(Connection connection, String... texts) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String text : texts) {
        statement.execute(text);
      }
    }
  }

  /** Loads the model, by a question on a database of one table. */
  private void loadModel() throws SQLException, InterruptedException {
    model.script.then(" id FROM starters");
    try (Connection first = connect(SQLITE, "CREATE TABLE starters (id int)")) {
      run(first, "NL: all starters please");
      String own = model.next(); // while it is open, since closing ends what has not begun
      assertTrue(own.contains("starters"), own);
    }
    model.counted.set(0);
  }

  /** Nothing waits to be read ahead, or is asked for. */
  private void nothingMore() throws InterruptedException {
    assertNull(model.openings.poll(300, TimeUnit.MILLISECONDS));
  }

  @Test
  void noModelIsLoadedForIt() throws Exception {
    try (Connection connection = connect(SQLITE, "CREATE TABLE planets (id int)")) {
      run(connection, SCHEMA_QUESTION, "NL STATUS");
      nothingMore();
    }
    assertEquals(0, opened.get());
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void anAnswerFromTheSchemaHasTheModelReadIt(String url) throws Exception {
    loadModel();
    try (Connection second = connect(url, "CREATE TABLE planets (id int)");
        Connection like = connect(url, "CREATE TABLE planets (id int)")) {
      run(second, "SELECT id FROM planets", "NL STATUS");
      nothingMore(); // nobody has looked at the schema
      run(second, SCHEMA_QUESTION);
      String opening = model.next();
      assertTrue(opening.toLowerCase().contains("create table planets"), opening);
      assertFalse(opening.contains("what tables"), opening);
      run(second, SCHEMA_QUESTION);
      run(like, SCHEMA_QUESTION);
      nothingMore(); // once for each schema
    }
    assertEquals(1, opened.get());
    assertEquals(1, model.script.requests.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aChangedSchemaIsReadAtTheNextLook(String url) throws Exception {
    loadModel();
    try (Connection connection = connect(url, "CREATE TABLE planets (id int)")) {
      run(connection, SCHEMA_QUESTION);
      assertTrue(model.next().toLowerCase().contains("planets"));
      run(connection, "CREATE TABLE moons (id int, planet_id int)");
      nothingMore();
      run(connection, SCHEMA_QUESTION);
      assertTrue(model.next().toLowerCase().contains("create table moons"));
    }
  }

  @Test
  void thePromptOfTheFirstQuestionBeginsWithIt() throws Exception {
    loadModel();
    try (Connection connection = connect(SQLITE, "CREATE TABLE planets (id int)")) {
      run(connection, SCHEMA_QUESTION);
      Prompt opening = model.openings.poll(30, TimeUnit.SECONDS);
      model.script.then(" id FROM planets");
      run(connection, "NL: all planets please");
      Prompt asked = model.script.requests.get(1).prompt();
      assertEquals(
          opening == null ? null : opening.messages(),
          asked.messages().subList(0, 1),
          "the system message");
    }
    assertEquals(List.of(true, true), List.copyOf(model.keeps));
  }

  @Test
  void theSettingDecidesWhetherItMayStayOnDisk() throws Exception {
    loadModel();
    model.keeps.clear();
    Map<String, String> settings = Map.of("nl.prefixCache", "memory");
    try (Connection connection = connect(SQLITE, settings, "CREATE TABLE planets (id int)")) {
      run(connection, SCHEMA_QUESTION);
      model.next();
    }
    assertEquals(List.of(false), List.copyOf(model.keeps));
  }

  @Test
  void aSchemaThatDoesNotFitIsNotReadSinceEachQuestionHasItsOwnTables() throws Exception {
    loadModel();
    StringBuilder wide = new StringBuilder("CREATE TABLE planets (id int");
    for (int i = 0; i < 200; i++) {
      wide.append(", a_column_with_a_long_name_").append(i).append(" int");
    }
    try (Connection connection =
        connect(SQLITE, Map.of("nl.promptTokens", "100"), wide.append(")").toString())) {
      run(connection, SCHEMA_QUESTION);
      nothingMore();
    }
    assertTrue(model.counted.get() > 0);
  }

  @Test
  void aModelThatDoesNotReadAheadIsLeftAlone() throws Exception {
    model.ahead = false;
    model.script.then(" id FROM starters");
    Map<String, String> settings = Map.of("nl.runtime", "http://127.0.0.1:9/v1");
    try (Connection connection = connect(SQLITE, settings, "CREATE TABLE starters (id int)");
        Connection other = connect(SQLITE, settings, "CREATE TABLE planets (id int)")) {
      run(connection, "NL: all starters please");
      model.counted.set(0);
      run(other, SCHEMA_QUESTION);
      nothingMore();
    }
    assertEquals(1, opened.get());
    assertEquals(0, model.counted.get());
  }

  @Test
  void theConnectionsEndEndsItAndAnotherOneBeginsAnew() throws Exception {
    loadModel();
    model.endless = true;
    try (Connection connection = connect(SQLITE, "CREATE TABLE planets (id int)")) {
      run(connection, SCHEMA_QUESTION);
      model.next();
    }
    assertTrue(model.cancelled.await(30, TimeUnit.SECONDS));
    model.endless = false;
    awaitRead("planets");
  }

  /** Looks at a schema until that has it read: what was cancelled is forgotten a moment later. */
  private void awaitRead(String table) throws Exception {
    @Nullable Prompt found = null;
    try (Connection connection = connect(SQLITE, "CREATE TABLE " + table + " (id int)")) {
      for (int i = 0; i < 100 && found == null; i++) {
        run(connection, SCHEMA_QUESTION);
        found = model.openings.poll(100, TimeUnit.MILLISECONDS);
      }
    }
    assertTrue(found != null && text(found).contains(table));
  }

  @Test
  void theDriversEndEndsItAndLeavesNoThread() throws Exception {
    loadModel();
    model.endless = true;
    try (Connection connection = connect(SQLITE, "CREATE TABLE planets (id int)")) {
      run(connection, SCHEMA_QUESTION);
      model.next();
      registry.release();
      assertTrue(model.cancelled.await(30, TimeUnit.SECONDS));
    }
    for (int i = 0; i < 300 && aheadThreads() > 0; i++) {
      Thread.sleep(20);
    }
    assertEquals(0, aheadThreads());
  }

  private static long aheadThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("nl-jdbc-ahead"))
        .count();
  }

  @Test
  void aFailureIsNobodysAndIsNotRepeatedAtEachLook() throws Exception {
    loadModel();
    model.fails = true;
    try (Connection connection = connect(SQLITE, "CREATE TABLE planets (id int)")) {
      run(connection, SCHEMA_QUESTION);
      assertTrue(model.next().contains("planets"));
      run(connection, SCHEMA_QUESTION);
      nothingMore();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UNREACHABLE", "OVERLOADED"})
  void aPlaceThatIsLostIsTriedAtTheNextLook(LanguageModelException.Kind kind) throws Exception {
    loadModel();
    model.fails = true;
    model.failure = kind;
    try (Connection connection = connect(SQLITE, "CREATE TABLE planets (id int)")) {
      run(connection, SCHEMA_QUESTION);
      assertTrue(model.next().contains("planets"));
      for (int i = 0; model.openings.isEmpty() && i < 300; i++) {
        run(connection, SCHEMA_QUESTION);
        Thread.sleep(10);
      }
      assertTrue(model.next().contains("planets"));
    }
  }

  @Test
  void aModelThatTakesTheOthersPlaceReadsTheSchemaToo() throws Exception {
    loadModel();
    ModelOptions options = Settings.defaults().modelOptions();
    try (Connection connection = connect(SQLITE, "CREATE TABLE planets (id int)")) {
      run(connection, SCHEMA_QUESTION);
      assertTrue(model.next().contains("planets"));
      model.endless = true;
      run(connection, "CREATE TABLE moons (id int)", SCHEMA_QUESTION);
      assertTrue(model.next().contains("moons"));
      // The switch does not wait for what nobody waits for.
      registry.switchModel(options, options, Progress.NONE);
      assertTrue(model.cancelled.await(30, TimeUnit.SECONDS));
      assertTrue(model.script.closed);
    }
  }
}
