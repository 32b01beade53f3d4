package org.nljdbc.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.glossary.BoundGlossary;
import org.nljdbc.schema.Hidden;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SchemaReader;
import org.nljdbc.schema.TableFilter;
import org.nljdbc.spi.Progress;

/** The values of an H2 database: few, bounded, kept for a while. */
class ValueStoreTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final ValueStore store = new ValueStore();
  private final List<String> told = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Connection connection;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Schema schema;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:");
    run("CREATE TABLE t (id int, word varchar(200), secret varchar(20))");
    run("INSERT INTO t SELECT x, 'Word' || x, 'Secret' || x FROM SYSTEM_RANGE(1, 300)");
    run("INSERT INTO t VALUES (0, NULL, ' '), (0, REPEAT('long ', 20), '')");
    run("CREATE VIEW v AS SELECT word AS seen FROM t");
    schema = read(Hidden.NONE);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Schema read(Hidden hidden) throws SQLException {
    return new SchemaReader(3, TableFilter.ALL, hidden, Progress.NONE).read(connection);
  }

  private ValueIndex get(int most, Hidden hidden) throws SQLException {
    return store.get(
        connection,
        schema,
        BoundGlossary.none(schema),
        hidden,
        most,
        LONG,
        (what, share) -> told.add(what));
  }

  private static List<String> columns(ValueIndex index, String question) {
    return index.hits(question).stream().map(ValueHit::column).toList();
  }

  @Test
  void valuesBeyondTheSamplesAreKnownButNoneOfViews() throws SQLException {
    assertEquals(List.of(), columns(get(0, Hidden.NONE), "about Word200"));
    ValueIndex index = get(500, Hidden.NONE);
    assertEquals(List.of("WORD"), columns(index, "about word200"));
    assertTrue(index.knowsAll("T", "WORD"));
    assertFalse(index.knowsAll("V", "SEEN"));
    assertTrue(told.contains("reading values"));
  }

  @Test
  void noMoreAreKeptThanTheSettingSays() throws SQLException {
    ValueIndex index = get(100, Hidden.NONE);
    assertFalse(index.knowsAll("T", "WORD"));
    long known = 0;
    for (int i = 1; i <= 300; i++) {
      known += columns(index, "about Word" + i).size();
    }
    assertTrue(known >= 100 && known <= 103, "with three samples: " + known);
  }

  /** Ten columns of a quarter of a second each do not fit into the two seconds of a question. */
  @Test
  void whatIsLeftWhenTimeIsUpIsReadAtLaterQuestions() throws SQLException {
    run("CREATE TABLE slow (id int)");
    for (int i = 0; i < 10; i++) {
      run("ALTER TABLE slow ADD c" + i + " varchar(20) DEFAULT 'Slow" + i + "'");
    }
    run("DROP VIEW v");
    run("DROP TABLE t");
    run("INSERT INTO slow (id) VALUES (1)");
    schema = new SchemaReader(0, Progress.NONE).read(connection);
    Connection fast = connection;
    connection = slow(fast, Duration.ofMillis(250));
    int known = known();
    assertTrue(known > 0 && known < 10, "at first: " + known);
    for (int questions = 1; known < 10; questions++) {
      assertTrue(questions <= 10, "each question reads on");
      int now = known();
      assertTrue(now > known, "from " + known + " to " + now);
      known = now;
    }
    connection = fast;
  }

  private int known() throws SQLException {
    ValueIndex index = get(500, Hidden.NONE);
    int known = 0;
    for (int i = 0; i < 10; i++) {
      known += index.hits("about Slow" + i).size();
    }
    return known;
  }

  /** A connection whose every preparation takes a while. */
  private static Connection slow(Connection real, Duration pause) {
    return (Connection)
        Proxy.newProxyInstance(
            ValueStoreTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                Thread.sleep(pause.toMillis());
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getTargetException();
              }
            });
  }

  @Test
  void hiddenColumnsAndTablesAreNotRead() throws SQLException {
    Hidden column = new Hidden(Set.of(), Set.of("t.secret"));
    schema = read(column);
    assertEquals(List.of(), columns(get(500, column), "about Secret2"));
    Hidden table = new Hidden(Set.of("t"), Set.of());
    schema = read(table);
    assertEquals(List.of(), columns(get(500, table), "about Word2 and Secret2"));
  }

  @Test
  void whatIsYoungIsNotReadAgain() throws SQLException {
    ValueIndex index = get(500, Hidden.NONE);
    run("INSERT INTO t VALUES (1, 'Newcomer', 'x')");
    assertSame(index, get(500, Hidden.NONE));
    assertNotSame(index, get(400, Hidden.NONE));
    assertEquals(List.of("WORD"), columns(get(400, Hidden.NONE), "the newcomer"));
    ValueIndex before = get(400, Hidden.NONE);
    store.clear();
    assertNotSame(before, get(400, Hidden.NONE));
  }

  @Test
  void anotherSchemaWithTheSameDigestHasItsOwn() throws SQLException {
    get(500, Hidden.NONE);
    Schema first = schema;
    run("INSERT INTO t VALUES (1, 'Newcomer', 'x')");
    schema = read(Hidden.NONE);
    assertEquals(first.fingerprint(), schema.fingerprint());
    assertEquals(List.of("WORD"), columns(get(500, Hidden.NONE), "the newcomer"));
  }

  @Test
  void inASerializableTransactionNoRowIsLookedAt() throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    assertEquals(List.of(), columns(get(500, Hidden.NONE), "about Word200"));
    connection.rollback();
    connection.setAutoCommit(true);
    assertEquals(List.of("WORD"), columns(get(500, Hidden.NONE), "about Word200"));
  }

  @Test
  void aColumnThatCannotBeReadGoesWithout() throws SQLException {
    run("ALTER TABLE t DROP COLUMN secret");
    assertEquals(List.of("WORD"), columns(get(500, Hidden.NONE), "about Word200 of Secret200"));
  }

  @Test
  void whatIsReadLeavesTheTransactionAlone() throws SQLException {
    connection.setAutoCommit(false);
    run("INSERT INTO t VALUES (900, 'Mine', 'x')");
    get(500, Hidden.NONE);
    assertFalse(connection.getAutoCommit());
    connection.rollback();
    try (Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT COUNT(*) FROM t")) {
      assertTrue(rows.next());
      assertEquals(302, rows.getInt(1));
    }
  }
}
