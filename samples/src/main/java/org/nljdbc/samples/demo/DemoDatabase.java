package org.nljdbc.samples.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.nljdbc.samples.demo.data.ShopData;

/**
 * The demo database: five years of a retailer of outdoor equipment, invented, in a SQLite file. It
 * is made when first needed and kept; the same rows come out on every machine.
 */
public final class DemoDatabase {

  /** Raised whenever schema or rows change; part of the file's name. */
  static final int VERSION = 1;

  /** System property that names the folder in which the file is kept. */
  static final String FOLDER_PROPERTY = "nljdbc.demo.folder";

  private static final String SCHEMA = "schema.sql";

  private DemoDatabase() {}

  /** The folder that {@value #FOLDER_PROPERTY} names, or one in the folder for temporary files. */
  static Path defaultFolder() {
    String named = System.getProperty(FOLDER_PROPERTY);
    return named != null
        ? Path.of(named)
        : Path.of(System.getProperty("java.io.tmpdir"), "nl-jdbc-demo");
  }

  /** Where the file is, or will be, in a folder. */
  static Path file(Path folder) {
    return folder.toAbsolutePath().resolve("shop-v" + VERSION + ".db");
  }

  /**
   * Makes the database in the default folder, unless it is there.
   *
   * @param settings settings of the driver, each as {@code nl.name=value}
   * @return a URL of this driver for the database
   * @throws IOException if the folder cannot be written
   * @throws SQLException if SQLite refuses
   */
  public static String url(List<String> settings) throws IOException, SQLException {
    return url(make(defaultFolder()), settings);
  }

  /** A URL of this driver for a file. */
  static String url(Path file, List<String> settings) {
    String url = "jdbc:nl:sqlite:" + file;
    return settings.isEmpty() ? url : url + "?" + String.join("&", settings);
  }

  /**
   * Makes the database, unless it is there.
   *
   * @param folder where to keep the file; made if need be
   * @return the file
   * @throws IOException if the folder cannot be written
   * @throws SQLException if SQLite refuses
   */
  static Path make(Path folder) throws IOException, SQLException {
    Path file = file(folder);
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      // Under another name until it is whole, for whoever looks meanwhile.
      Path growing = Files.createTempFile(file.getParent(), "shop", ".tmp");
      try {
        write(growing);
        Files.move(growing, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(growing);
      }
    }
    return file;
  }

  private static void write(Path file) throws IOException, SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      // Nobody else reads the file yet, and a broken one is thrown away.
      statement.execute("PRAGMA synchronous = OFF");
      for (String sql : schema().split(";\\s*\\R")) {
        statement.execute(sql);
      }
      new ShopData().insertInto(connection);
      statement.execute("ANALYZE");
    }
  }

  private static String schema() throws IOException {
    try (InputStream stream = DemoDatabase.class.getResourceAsStream(SCHEMA)) {
      if (stream == null) {
        throw new IOException(SCHEMA + " is missing from the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
