package org.nljdbc.it.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nljdbc.it.spark.Sparks.SPANISH;
import static org.nljdbc.it.spark.Sparks.texts;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.jdbc.JdbcDialect;
import org.apache.spark.sql.jdbc.JdbcDialects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nljdbc.NlDriver;

/**
 * Spark reads what a question asks for. Its SQL is pinned, and nothing else is answered
 * (nl.lock=strict), so that no model is needed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkTest {

  private static final String FREE = "NL: " + Sparks.TEXT;
  private static final String QUOTED = "NL 'what''s each customer: (in Spain)? R&D too'";
  private static final String TABLE = "NL('what''s each customer: (in Spain)? R&D too')";

  /** The databases that need no server. */
  enum Database {
    H2("h2:%s/shop", ";nl.lock=strict;nl.lockFile=%s"),
    SQLITE("sqlite:%s/shop.db", "?nl.lock=strict&nl.lockFile=%s");

    private final String url;
    private final String settings;

    Database(String url, String settings) {
      this.url = url;
      this.settings = settings;
    }

    String settings(Path folder) {
      return String.format(settings, folder.resolve("nl.lock"));
    }

    String name(String plain) {
      return this == H2 ? plain.toUpperCase(Locale.ROOT) : plain;
    }
  }

  @SuppressWarnings("NullAway.Init") // set before the tests
  private Path folder;

  @SuppressWarnings("NullAway.Init") // set before the tests
  private SparkSession spark;

  @BeforeAll
  void start(@TempDir Path fresh) throws SQLException {
    folder = fresh;
    for (Database database : Database.values()) {
      try (Connection connection = DriverManager.getConnection(url(database))) {
        Sparks.fill(connection);
      }
    }
    spark = Sparks.session(folder);
  }

  @AfterAll
  void stop() {
    spark.stop();
  }

  private String url(Database database) {
    return "jdbc:nl:" + String.format(database.url, folder) + database.settings(folder);
  }

  private DataFrameReader reader(Database database) {
    return Sparks.reader(spark, url(database));
  }

  @ParameterizedTest
  @EnumSource
  void aQuestionIsAQuery(Database database) {
    for (String query : List.of(FREE, QUOTED, "SELECT * FROM " + TABLE + " q")) {
      Dataset<Row> rows = reader(database).option("query", query).load();
      assertEquals(database.name("name"), rows.columns()[1]);
      assertEquals(SPANISH, texts(rows), query);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aQuestionIsATable(Database database) {
    for (String table :
        List.of(
            TABLE + " q",
            TABLE,
            "(" + FREE + ") q",
            "(" + QUOTED + ") AS q",
            "(" + TABLE + ") q")) {
      assertEquals(SPANISH, texts(reader(database).option("dbtable", table).load()), table);
    }
  }

  /** Spark adds conditions, and reads each part by a connection of its own. */
  @ParameterizedTest
  @EnumSource
  void itIsReadInParts(Database database) {
    Dataset<Row> rows =
        reader(database)
            .option("dbtable", "(" + FREE + ") q")
            .option("partitionColumn", database.name("id"))
            .option("lowerBound", "1")
            .option("upperBound", "7")
            .option("numPartitions", "3")
            .option("fetchsize", "2")
            .load();
    assertEquals(3, rows.javaRDD().getNumPartitions());
    assertEquals(SPANISH, texts(rows));
    String[] conditions = {"name < 'C'", "name >= 'C'"};
    Dataset<Row> split =
        spark.read().jdbc(url(database), TABLE + " q", conditions, driver(database));
    assertEquals(2, split.javaRDD().getNumPartitions());
    assertEquals(SPANISH, texts(split));
  }

  private static Properties driver(Database database) {
    Properties properties = new Properties();
    properties.setProperty("driver", NlDriver.class.getName());
    properties.setProperty("fetchsize", database == Database.H2 ? "1" : "0");
    return properties;
  }

  /** What Spark gives to the database of its own filters, groups, limits and columns. */
  @ParameterizedTest
  @EnumSource
  void sparkGoesOnWithIt(Database database) {
    Dataset<Row> rows = reader(database).option("query", QUOTED).load();
    String id = database.name("id");
    assertEquals(List.of("Cy Diaz"), texts(rows.filter(id + " = 3").select(database.name("name"))));
    assertEquals(2, rows.limit(2).collectAsList().size());
    assertEquals(3, rows.count());
    assertEquals(List.of("10"), texts(rows.agg(functions.sum(id))));
    rows.createOrReplaceTempView("spanish");
    Dataset<Row> counted = spark.sql("SELECT count(*) FROM spanish WHERE name LIKE '%ia%'");
    assertEquals(List.of("1"), texts(counted));
    Dataset<Row> view =
        spark.sql("SELECT a.name FROM spanish a JOIN spanish b ON a.id = b.id + 2 ORDER BY a.name");
    assertEquals(List.of("Cy Diaz"), texts(view));
  }

  /** The whole of it in Spark's SQL, as notebooks and BI tools have it. */
  @ParameterizedTest
  @EnumSource
  void aViewHoldsAQuestion(Database database) {
    spark.sql(
        "CREATE OR REPLACE TEMPORARY VIEW asked USING jdbc OPTIONS (driver '"
            + NlDriver.class.getName()
            + "', url '"
            + url(database)
            + "', query \""
            + FREE
            + "\")");
    assertEquals(SPANISH, texts(spark.sql("SELECT * FROM asked")));
  }

  /** What is no question passes, in both directions. */
  @ParameterizedTest
  @EnumSource
  void sparksOwnSqlPasses(Database database) throws SQLException {
    Dataset<Row> rows = reader(database).option("dbtable", "customers").load();
    assertEquals(6, rows.count());
    rows.filter("id > 3")
        .write()
        .format("jdbc")
        .option("driver", NlDriver.class.getName())
        .option("url", url(database))
        .option("dbtable", "copied")
        .mode(SaveMode.Append)
        .save();
    assertEquals(
        List.of("4|Di Evans|Wales", "5|Ed Foss|Norway", "6|Fay O'Neil|Spain"),
        texts(reader(database).option("dbtable", "copied").load()));
  }

  /** Spark knows its dialects by the URL alone, so that ours may need to be told to it. */
  @Test
  void aDialectCanBeRegisteredForOurUrls() {
    JdbcDialect backticks = new Backticks();
    JdbcDialects.registerDialect(backticks);
    try {
      String asMySql = url(Database.H2) + ";MODE=MySQL";
      assertEquals(backticks, JdbcDialects.get(asMySql));
      Dataset<Row> rows = reader(Database.H2).option("url", asMySql).option("query", QUOTED).load();
      assertEquals(SPANISH, texts(rows.filter("name is not null")));
    } finally {
      JdbcDialects.unregisterDialect(backticks);
    }
  }

  /** Names as MySQL quotes them. */
  private static final class Backticks extends JdbcDialect {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean canHandle(String url) {
      return url.startsWith("jdbc:nl:") && url.endsWith("MODE=MySQL");
    }

    @Override
    public String quoteIdentifier(String name) {
      return "`" + name + "`";
    }
  }

  @ParameterizedTest
  @EnumSource
  void anErrorComesThrough(Database database) {
    Throwable thrown =
        assertThrows(
            Exception.class,
            () -> reader(database).option("query", "NL: customers without a name").load().count());
    while (thrown.getCause() != null && !(thrown instanceof SQLException)) {
      thrown = thrown.getCause();
    }
    assertEquals("NL002", assertInstanceOf(SQLException.class, thrown).getSQLState());
    assertTrue(String.valueOf(thrown.getMessage()).contains("not pinned"));
  }
}
