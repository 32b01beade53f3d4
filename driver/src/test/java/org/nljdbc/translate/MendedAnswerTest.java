package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SchemaReader;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Progress;
import org.nljdbc.sql.StandIns;

/** Answers that hold once they are mended. */
class MendedAnswerTest {

  private static final String SQLITE = "jdbc:sqlite::memory:";
  private static final String H2 = "jdbc:h2:mem:";

  private final ScriptedModel model = new ScriptedModel();
  private final Registry registry = new Registry(ScriptedProvider.models(model));

  @AfterEach
  void close() {
    registry.close();
  }

  private Translation ask(String url, String... more) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE cities (id int PRIMARY KEY, city varchar(9))");
      statement.execute(
          "CREATE TABLE customers (id int PRIMARY KEY, full_name varchar(9),"
              + " city_id int REFERENCES cities (id))");
      for (String definition : more) {
        statement.execute(definition);
      }
      try (Translator pipeline =
          QuestionPipeline.create(
              registry, Settings.of(Map.of("nl.candidates", "2", "nl.ambiguity", "off")))) {
        return pipeline.translate("which", connection, Cancellation.NEVER, null);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aMendedNameCostsNoSecondCallAndIsTold(String url) throws SQLException {
    model.then(" FullName FROM customers", " 1");
    Translation translation = ask(url);
    assertEquals(1, translation.tries());
    String name = url.equals(H2) ? "FULL_NAME" : "full_name";
    assertEquals("SELECT " + name + " FROM customers", translation.sql());
    assertEquals(List.of("read \"FullName\" as \"" + name + "\""), translation.notes());
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void anAddedJoinHoldsForWantOfBetter(String url) throws SQLException {
    model.then(" city FROM customers", " nothing FROM customers");
    Translation translation = ask(url);
    assertEquals(1, translation.tries());
    assertTrue(translation.sql().contains(" JOIN "), translation.sql());
    assertTrue(translation.notes().get(0).startsWith("added JOIN "), translation::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aSumThatMeetsEachRowOnceGoesFirst(String url) throws SQLException {
    String twice = " SUM(cities.id) FROM cities JOIN customers ON customers.city_id = cities.id";
    model.then(twice, " SUM(cities.id) FROM cities");
    assertEquals("SELECT SUM(cities.id) FROM cities", ask(url).sql());
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aSumThatMeetsRowsSeveralTimesIsTold(String url) throws SQLException {
    String twice = " SUM(cities.id) FROM cities JOIN customers ON customers.city_id = cities.id";
    model.then(twice, twice);
    assertEquals(1, repeated(ask(url)).size());
  }

  @ParameterizedTest
  @CsvSource({
    SQLITE + ", UNIQUE INDEX one ON customers (city_id), 0",
    H2 + ", UNIQUE INDEX one ON customers (city_id), 0",
    SQLITE + ", 'UNIQUE INDEX one ON customers (city_id, full_name)', 1",
    H2 + ", 'UNIQUE INDEX one ON customers (city_id, full_name)', 1",
    SQLITE + ", INDEX one ON customers (city_id), 1",
    H2 + ", INDEX one ON customers (city_id), 1",
    SQLITE + ", UNIQUE INDEX one ON customers (abs(city_id)), 1",
    SQLITE + ", UNIQUE INDEX one ON customers (city_id) WHERE id > 1, 1",
  })
  void aUniqueIndexTellsThatEachRowIsMetOnce(String url, String index, int notes)
      throws SQLException {
    String once = " SUM(cities.id) FROM cities JOIN customers ON customers.city_id = cities.id";
    model.then(once, once);
    assertEquals(notes > 0, !repeated(ask(url, "CREATE " + index)).isEmpty());
  }

  /** Not every driver tells indexes: the doubt stays, and the question is answered. */
  @Test
  void aDriverThatTellsNoIndexesFailsNoQuestion() throws SQLException {
    String once = "SELECT SUM(a.id) FROM a JOIN b ON b.a = a.id";
    try (Connection connection = DriverManager.getConnection(SQLITE);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE a (id int PRIMARY KEY)");
      statement.execute("CREATE TABLE b (id int PRIMARY KEY, a int UNIQUE REFERENCES a (id))");
      Schema schema = new SchemaReader(0, Progress.NONE).read(connection);
      assertFalse(judged(connection, schema, once).repeating());
      Judge.Verdict verdict = judged(withoutIndexes(connection), schema, once);
      assertTrue(verdict.holds());
      assertTrue(verdict.repeating());
    }
  }

  private static Judge.Verdict judged(Connection connection, Schema schema, String sql)
      throws SQLException {
    SqlBudget budget = SqlBudget.of(Settings.of(Map.of()));
    return new Judge(connection, schema, budget, StandIns.NONE, null).judge(sql);
  }

  private static Connection withoutIndexes(Connection real) {
    return proxy(
        Connection.class,
        (method, arguments) ->
            method.getName().equals("getMetaData")
                ? proxy(DatabaseMetaData.class, (inner, given) -> told(real, inner, given))
                : method.invoke(real, arguments));
  }

  private static Object told(Connection real, Method method, Object[] arguments)
      throws ReflectiveOperationException, SQLException {
    if (method.getName().equals("getIndexInfo")) {
      throw new SQLFeatureNotSupportedException("no indexes");
    }
    return method.invoke(real.getMetaData(), arguments);
  }

  private interface Call {
    Object call(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.call(method, arguments)));
  }

  private static List<String> repeated(Translation found) {
    return found.notes().stream().filter(note -> note.contains("counts a row of ")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void anAnswerWithoutAddedJoinGoesFirst(String url) throws SQLException {
    model.then(" city FROM customers", " city FROM cities");
    Translation translation = ask(url);
    assertEquals("SELECT city FROM cities", translation.sql());
    assertEquals(List.of(), translation.notes());
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theDatabaseHasTheLastWordOnWhatWasMended(String url) throws SQLException {
    model.then(" abs(FullName, 2, 3) FROM customers", " 1 +").then(" id FROM customers");
    assertEquals(2, ask(url).tries());
  }
}
