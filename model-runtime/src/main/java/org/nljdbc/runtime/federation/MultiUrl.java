package org.nljdbc.runtime.federation;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * A URL of several databases: {@code jdbc:multi:FILE}, or {@code jdbc:multi:FILE?databases=a,b}.
 *
 * @param file the file that says where the databases are
 * @param databases the names of those that are wanted; empty for all
 */
record MultiUrl(Path file, List<String> databases) {

  /** What such URLs begin with, in any case. */
  static final String PREFIX = "jdbc:multi:";

  private static final String DATABASES = "databases=";

  MultiUrl {
    databases = List.copyOf(databases);
  }

  /** The URL of just these databases, whatever way it was written in. */
  String text() {
    String query = databases.isEmpty() ? "" : "?" + DATABASES + String.join(",", databases);
    return PREFIX + file.toAbsolutePath().normalize() + query;
  }

  static boolean matches(String url) {
    return url.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  /**
   * Reads a URL.
   *
   * @throws SQLException 08001 if it names no file, or has a parameter other than {@code databases}
   */
  static MultiUrl parse(String url) throws SQLException {
    String rest = url.substring(PREFIX.length());
    int mark = rest.indexOf('?');
    String name = mark < 0 ? rest : rest.substring(0, mark);
    String query = mark < 0 ? "" : rest.substring(mark + 1);
    if (name.isBlank()) {
      throw wrong("names no file");
    }
    if (!query.isEmpty() && !query.startsWith(DATABASES)) {
      throw wrong("has a parameter other than databases=NAME,NAME");
    }
    String names = query.isEmpty() ? "" : query.substring(DATABASES.length());
    try {
      return new MultiUrl(
          Path.of(name),
          Arrays.stream(names.split(","))
              .map(each -> URLDecoder.decode(each, StandardCharsets.UTF_8).strip())
              .filter(each -> !each.isEmpty())
              .toList());
    } catch (InvalidPathException e) {
      throw wrong("names no file (" + e.getReason() + ")");
    }
  }

  private static SQLException wrong(String what) {
    return new SQLException(
        "The URL of several databases " + what + ". Write jdbc:nl:multi:/path/databases.yaml.",
        "08001");
  }
}
