package org.nljdbc.runtime.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nljdbc.settings.NlUrl;

/**
 * A database that questions can be asked of.
 *
 * @param name what callers call it: 1 to 63 of A-Z, a-z, 0-9, {@code _} and {@code -}
 * @param url its URL, beginning with {@code jdbc:nl:}; may hold a password, so it is never shown
 * @param user its user, or null
 * @param password that user's password, or null; never shown
 * @param settings the driver's {@code nl.*} settings and the database driver's own properties
 * @param replicas URLs of read replicas, asked before the database itself
 * @param minimumIdle connections that each pool keeps open, 0 to 1000
 * @param maximumSize most connections of each pool, 1 to 1000
 */
public record DatabaseConfig(
    String name,
    String url,
    @Nullable String user,
    @Nullable String password,
    Map<String, String> settings,
    List<String> replicas,
    int minimumIdle,
    int maximumSize) {

  /** Connections that a pool keeps open unless it is told otherwise. */
  public static final int MINIMUM_IDLE = 5;

  /** Most connections of a pool unless it is told otherwise. */
  public static final int MAXIMUM_SIZE = 20;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,63}");

  /** Checks the name, makes the URLs the driver's, and keeps its own copies. */
  public DatabaseConfig {
    name = checkedName("name", name);
    url = nlUrl("url", url);
    settings = Map.copyOf(settings);
    replicas = replicas.stream().map(each -> nlUrl("replicas", each)).toList();
    maximumSize = Math.max(1, maximumSize);
    minimumIdle = Math.min(minimumIdle, maximumSize);
  }

  /** A database with the usual pool, no user and no settings of its own. */
  public static DatabaseConfig of(String name, String url) {
    return new DatabaseConfig(
        name, url, null, null, Map.of(), List.of(), MINIMUM_IDLE, MAXIMUM_SIZE);
  }

  /**
   * Reads a database.
   *
   * @param fields its members
   * @throws InvalidFieldException if one is not valid
   */
  public static DatabaseConfig read(Fields fields) {
    String name = checkedName(fields.at("name"), fields.text("name"));
    String url = nlUrl(fields.at("url"), fields.text("url"));
    List<String> replicas =
        fields.texts("replicas").stream()
            .map(replica -> nlUrl(fields.at("replicas"), replica))
            .toList();
    Fields pool = fields.object("pool");
    DatabaseConfig config =
        new DatabaseConfig(
            name,
            url,
            fields.optionalText("user"),
            fields.optionalText("password"),
            fields.map("settings"),
            replicas,
            pool.integer("minimumIdle", MINIMUM_IDLE, 0, 1000),
            pool.integer("maximumSize", MAXIMUM_SIZE, 1, 1000));
    pool.done();
    fields.done();
    return config;
  }

  /**
   * A name that databases may have.
   *
   * @param field where it stands, for messages
   * @param name the name
   * @return the name
   * @throws InvalidFieldException if it is none
   */
  public static String checkedName(String field, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidFieldException(field, "must be 1 to 63 of A-Z, a-z, 0-9, '_' and '-'");
    }
    return name;
  }

  private static String nlUrl(String field, String url) {
    if (NlUrl.matches(url)) {
      return url;
    }
    if (!url.regionMatches(true, 0, "jdbc:", 0, 5)) {
      throw new InvalidFieldException(field, "must be a JDBC URL, beginning with jdbc:");
    }
    return NlUrl.PREFIX + url.substring(5);
  }

  /** The sort of database, such as {@code postgresql}: the only part of the URL that is shown. */
  public String kind() {
    String rest = url.substring(NlUrl.PREFIX.length());
    int colon = rest.indexOf(':');
    return colon < 0 ? rest : rest.substring(0, colon);
  }

  /** Without URL, user and password. */
  @Override
  public String toString() {
    return "database " + name + " (" + kind() + ")";
  }

  /**
   * What is run on each new connection so that it can only read.
   *
   * @return SQL; null where {@link java.sql.Connection#setReadOnly} says it
   */
  public @Nullable String readOnlySql() {
    return isSqlite() ? "PRAGMA query_only = ON" : null;
  }

  /**
   * What a connection is told where the settings do not say otherwise, so that it makes nothing.
   */
  public Map<String, String> readOnlyProperties() {
    return isSqlite() ? Map.of("open_mode", "2") : Map.of(); // a file that is missing is not made
  }

  private boolean isSqlite() {
    return kind().equalsIgnoreCase("sqlite");
  }
}
