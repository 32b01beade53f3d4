package org.nljdbc.runtime.federation;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;
import org.nljdbc.runtime.server.config.ConfigFile;
import org.nljdbc.runtime.server.config.DatabaseConfig;
import org.nljdbc.runtime.server.config.InvalidFieldException;

/** Reads which databases there are from a file in the form of the server's settings. */
final class DatabaseFile {

  private static final String CANNOT_CONNECT = "08001";

  private DatabaseFile() {}

  /**
   * The databases that a URL means.
   *
   * @return at least one, in the file's order; several databases are never among them
   * @throws SQLException 08001 if the file cannot be read or is not valid, or lacks one of them
   */
  static List<DatabaseConfig> read(MultiUrl url) throws SQLException {
    List<DatabaseConfig> all = all(url);
    for (String name : url.databases()) {
      if (all.stream().noneMatch(each -> each.name().equals(name))) {
        throw new SQLException(
            url.file()
                + " has no database "
                + name
                + ". It has: "
                + String.join(", ", all.stream().map(DatabaseConfig::name).toList()),
            CANNOT_CONNECT);
      }
    }
    List<DatabaseConfig> wanted =
        all.stream()
            .filter(each -> url.databases().isEmpty() || url.databases().contains(each.name()))
            .toList();
    if (wanted.isEmpty()) {
      throw new SQLException(url.file() + " lists no databases", CANNOT_CONNECT);
    }
    return wanted;
  }

  private static List<DatabaseConfig> all(MultiUrl url) throws SQLException {
    try {
      return ConfigFile.databases(url.file(), System.getenv()).stream()
          .filter(each -> !each.kind().equalsIgnoreCase("multi"))
          .toList();
    } catch (InvalidFieldException e) {
      throw new SQLException(url.file() + ": " + e.getMessage(), CANNOT_CONNECT, e);
    } catch (NoSuchFileException e) {
      throw new SQLException("There is no file " + url.file(), CANNOT_CONNECT, e);
    } catch (IOException e) {
      throw new SQLException(url.file() + " cannot be read: " + e, CANNOT_CONNECT, e);
    }
  }
}
