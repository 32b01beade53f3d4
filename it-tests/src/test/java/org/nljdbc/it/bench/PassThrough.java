package org.nljdbc.it.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.nljdbc.statement.Recogniser;
import org.nljdbc.statement.SchemaChange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Calls that our driver only passes on, by way of it and of the bare driver. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // set up before each trial
public class PassThrough {

  private static final int ROWS = 1000;
  private static final String POINT = "SELECT name, price FROM item WHERE id = ?";

  /** What programs send: eight statements, in turns. */
  private static final String[] ORDINARY = {
    POINT,
    "SELECT id, name, price FROM item WHERE name = 'item 17' AND price BETWEEN 10 AND 20",
    "INSERT INTO item (id, name, price) VALUES (?, ?, ?)",
    "UPDATE item SET price = price + 1 WHERE id = ?",
    "DELETE FROM item WHERE id IN (?, ?, ?)",
    "select i.id, o.amount from item i left join orders o on o.item_id = i.id where o.day > ?",
    "/* report */ SELECT COUNT(*) FROM item",
    "SELECT 1"
  };

  /** What comes before the real URL: nothing, or our prefix. */
  @Param({"jdbc:", "jdbc:nl:"})
  public String prefix = "jdbc:";

  private Connection h2;
  private Connection sqlite;
  private Statement statement;
  private PreparedStatement reused;
  private ResultSet open;
  private HikariDataSource pool;
  private Connection held;
  private ExecutorService ten;
  private List<Callable<Boolean>> connects;
  private int turn;
  private boolean recognises;

  /** Opens the connections and fills the tables. */
  @Setup
  public void setUp() throws SQLException {
    recognises = prefix.endsWith("nl:");
    h2 = filled(prefix + "h2:mem:bench");
    sqlite = filled(prefix + "sqlite::memory:");
    statement = h2.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
    reused = h2.prepareStatement(POINT);
    open = statement.executeQuery("SELECT id FROM item ORDER BY id");
    open.next();
    pool = new HikariDataSource();
    pool.setJdbcUrl(prefix + "h2:mem:bench");
    pool.setMaximumPoolSize(2);
    held = pool.getConnection();
    ten = Executors.newFixedThreadPool(10);
    connects = Collections.nCopies(10, this::h2Connect);
  }

  private static Connection filled(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE item (id INTEGER PRIMARY KEY, name VARCHAR(40), price INTEGER)");
      for (int i = 0; i < ROWS; i++) {
        statement.execute("INSERT INTO item VALUES (" + i + ", 'item " + i + "', " + 7 * i + ")");
      }
    }
    return connection;
  }

  /** Closes all. */
  @TearDown
  public void tearDown() throws SQLException {
    held.close();
    pool.close();
    h2.close();
    sqlite.close();
    ten.shutdown();
  }

  private int id() {
    turn = turn + 1 == ROWS ? 0 : turn + 1;
    return turn;
  }

  /** {@code ResultSet.getInt}. */
  @Benchmark
  public int getInt() throws SQLException {
    return open.getInt(1);
  }

  /** {@code ResultSet.next}, and every thousandth time {@code beforeFirst}. */
  @Benchmark
  public boolean next() throws SQLException {
    if (open.next()) {
      return true;
    }
    open.beforeFirst();
    return open.next();
  }

  /** {@code Statement.getMaxRows}. */
  @Benchmark
  public int getMaxRows() throws SQLException {
    return statement.getMaxRows();
  }

  /** H2: prepare, bind, execute, read one row, close. */
  @Benchmark
  public int h2Prepared() throws SQLException {
    try (PreparedStatement prepared = h2.prepareStatement(POINT)) {
      return point(prepared);
    }
  }

  /** H2: bind, execute and read one row with a statement that was prepared before. */
  @Benchmark
  public int h2PreparedBefore() throws SQLException {
    return point(reused);
  }

  /** H2: create a statement, execute SQL text, read one row, close. */
  @Benchmark
  public int h2Statement() throws SQLException {
    try (Statement own = h2.createStatement();
        ResultSet row = own.executeQuery("SELECT name, price FROM item WHERE id = " + id())) {
      row.next();
      return row.getString(1).length() + row.getInt(2);
    }
  }

  /** SQLite: prepare, bind, execute, read one row, close. */
  @Benchmark
  public int sqlitePrepared() throws SQLException {
    try (PreparedStatement prepared = sqlite.prepareStatement(POINT)) {
      return point(prepared);
    }
  }

  /** H2: connect to a database in memory that is open, and close. */
  @Benchmark
  public boolean h2Connect() throws SQLException {
    try (Connection connection = DriverManager.getConnection(prefix + "h2:mem:bench")) {
      return connection.isClosed();
    }
  }

  /** H2: take a connection from a pool (HikariCP), and give it back. */
  @Benchmark
  public boolean h2Pooled() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return connection.isClosed();
    }
  }

  /** H2: the same, and prepare, bind, execute and read one row between. */
  @Benchmark
  public int h2PooledPrepared() throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement prepared = connection.prepareStatement(POINT)) {
      return point(prepared);
    }
  }

  /**
   * H2: prepare, bind, execute and read one row on a connection that a pool gave out once. With the
   * bare driver that is what another wrapper of JDBC costs, HikariCP's generated one.
   */
  @Benchmark
  public int h2HeldPrepared() throws SQLException {
    try (PreparedStatement prepared = held.prepareStatement(POINT)) {
      return point(prepared);
    }
  }

  /** H2: connect and close from ten threads at once; the time of all ten. */
  @Benchmark
  public int h2ConnectTen() throws InterruptedException, ExecutionException {
    int closed = 0;
    for (Future<Boolean> each : ten.invokeAll(connects)) {
      closed += each.get() ? 1 : 0;
    }
    return closed;
  }

  /** H2: read a thousand rows, three columns each. */
  @Benchmark
  public int h2Rows() throws SQLException {
    return rows(h2);
  }

  /** SQLite: read a thousand rows, three columns each. */
  @Benchmark
  public int sqliteRows() throws SQLException {
    return rows(sqlite);
  }

  private static int rows(Connection connection) throws SQLException {
    int read = 0;
    try (Statement own = connection.createStatement();
        ResultSet rows = own.executeQuery("SELECT id, name, price FROM item")) {
      while (rows.next()) {
        read += rows.getInt(1) + rows.getString(2).length() + rows.getInt(3);
      }
    }
    return read;
  }

  /** Looking at an ordinary statement: what the driver does before it passes one on. */
  @Benchmark
  public boolean recognise() {
    String statement = ORDINARY[turn & (ORDINARY.length - 1)];
    turn++;
    if (!recognises) {
      return statement.isEmpty();
    }
    return Recogniser.mayBeAsked(statement)
        || Recogniser.mayHoldQuestions(statement)
        || SchemaChange.mayFollow(statement);
  }

  private int point(PreparedStatement prepared) throws SQLException {
    prepared.setInt(1, id());
    try (ResultSet row = prepared.executeQuery()) {
      row.next();
      return row.getString(1).length() + row.getInt(2);
    }
  }
}
