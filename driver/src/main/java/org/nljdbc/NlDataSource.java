package org.nljdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.logging.Logger;
import javax.naming.Reference;
import javax.naming.Referenceable;
import javax.naming.StringRefAddr;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;
import org.nljdbc.settings.NlUrl;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;

/**
 * A source of connections that take questions. Made of a URL by bean properties, or of a data
 * source that there is already, by {@link #wrap}, {@link #wrapPooled} and {@link #wrapXa}. It does
 * not pool.
 *
 * <p>Bean properties: {@code url}, {@code user}, {@code password}, {@code connectionProperties},
 * and each setting by its name without {@code nl.}. As anything that is serializable or bound to a
 * naming service, it carries the password in the clear.
 */
public final class NlDataSource extends SettingsBean implements DataSource, Referenceable {

  private static final long serialVersionUID = 1;
  private static final String PROPERTY = "property.";
  private static final String CANNOT_CONNECT = "08001";

  private String url = "";
  private @Nullable String user;
  private @Nullable String password;
  private final TreeMap<String, String> properties = new TreeMap<>();
  private int loginTimeout;
  private transient @Nullable PrintWriter logWriter;

  /** A data source that still needs a URL. */
  public NlDataSource() {}

  /**
   * Lets the connections of a data source take questions.
   *
   * @param real the data source; its connections are wrapped, nothing else changes
   * @param settings the settings; {@code nl.driver} means nothing here
   * @return the source of the wrapped connections; {@code unwrap} leads to the real one
   */
  public static DataSource wrap(DataSource real, Settings settings) {
    return new WrappedDataSource(real, settings);
  }

  /**
   * Lets the connections of a vendor's pooled connections take questions.
   *
   * @param real the vendor's data source, as a pool of an application server takes it
   * @param settings the settings
   * @return the same with wrapped connections; the events' statements are the vendor's
   */
  public static ConnectionPoolDataSource wrapPooled(
      ConnectionPoolDataSource real, Settings settings) {
    return new WrappedPoolDataSource(real, settings);
  }

  /**
   * Lets the connections of distributed transactions take questions.
   *
   * @param real the vendor's data source, as a transaction manager takes it
   * @param settings the settings
   * @return the same with wrapped connections; the XA resources are the vendor's own
   */
  public static XADataSource wrapXa(XADataSource real, Settings settings) {
    return new WrappedXaDataSource(real, settings);
  }

  /** The URL, as it was set. */
  public String getUrl() {
    return url;
  }

  /**
   * Sets the URL.
   *
   * @param url {@code jdbc:nl:...}, or the real URL alone
   */
  public void setUrl(String url) {
    this.url = url;
  }

  /** The user, or null. */
  public @Nullable String getUser() {
    return user;
  }

  /** Sets the user. */
  public void setUser(@Nullable String user) {
    this.user = user;
  }

  /** Sets the password. There is no way to read it. */
  public void setPassword(@Nullable String password) {
    this.password = password;
  }

  /**
   * Sets a property of the real driver, or a setting by its full name.
   *
   * @param name its name
   * @param value its value, or null for none
   */
  public void setProperty(String name, @Nullable String value) {
    if (value == null) {
      properties.remove(name);
    } else {
      properties.put(name, value);
    }
  }

  /**
   * Sets several properties, as one text for configuration files.
   *
   * @param text {@code name=value;name=value}; for values with a semicolon there is {@link
   *     #setProperty}
   */
  public void setConnectionProperties(String text) {
    for (String pair : text.split(";")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        setProperty(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      }
    }
  }

  /** Sets what a naming service kept or a configuration names; ignores what is no property. */
  void take(String name, String value) {
    switch (name) {
      case "url" -> setUrl(value);
      case "user", "username" -> setUser(value);
      case "password" -> setPassword(value);
      case "connectionProperties" -> setConnectionProperties(value);
      default -> {
        if (name.startsWith(PROPERTY)) {
          setProperty(name.substring(PROPERTY.length()), value);
          return;
        }
        for (Setting setting : Setting.values()) {
          if (setting.key().equals(name) || setting.key().equals(Setting.PREFIX + name)) {
            set(setting, value);
          }
        }
      }
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return getConnection(user, password);
  }

  /**
   * Connects.
   *
   * @param user the user for this connection, or null
   * @param password the password, or null
   * @return the connection
   * @throws SQLException 08001 without a URL or a driver for it, 22023 if a setting is not valid;
   *     the real driver's own exceptions pass as they are
   */
  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    Properties info = new Properties();
    info.putAll(properties);
    info.putAll(settings());
    if (user != null) {
      info.setProperty("user", user);
    }
    if (password != null) {
      info.setProperty("password", password);
    }
    String ours = ourUrl();
    if (loginTimeout > 0) {
      limit(ours, info);
    }
    Connection connection = new NlDriver().connect(ours, info);
    if (connection == null) {
      throw new SQLException(
          "The data source has no usable URL. Set its property url to jdbc:nl:<real url>; it is"
              + " now '"
              + UrlForPeople.of(url)
              + "'.",
          CANNOT_CONNECT);
    }
    return connection;
  }

  /** The URL with our prefix, whether or not it was given. */
  private String ourUrl() {
    boolean real = !NlUrl.matches(url) && url.regionMatches(true, 0, "jdbc:", 0, 5);
    return real ? NlUrl.PREFIX + url.substring(5) : url;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return logWriter;
  }

  /** Keeps the writer; logging goes through SLF4J. */
  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    logWriter = out;
  }

  @Override
  public int getLoginTimeout() {
    return loginTimeout;
  }

  /**
   * Sets how long connecting may take. PostgreSQL, SQL Server, MariaDB and MySQL are told; other
   * drivers have ways of their own, in the URL or in the properties.
   *
   * @param seconds 0 for the real driver's default
   */
  @Override
  public void setLoginTimeout(int seconds) {
    loginTimeout = seconds;
  }

  private void limit(String ours, Properties info) {
    String[] parts = ours.split(":", 4);
    switch (parts.length < 4 ? "" : parts[2]) {
      case "postgresql", "sqlserver" ->
          info.putIfAbsent("loginTimeout", Integer.toString(loginTimeout));
      case "mariadb", "mysql" ->
          info.putIfAbsent("connectTimeout", Long.toString(loginTimeout * 1000L));
      default -> {
        // Nothing is common to the rest.
      }
    }
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger(NlDataSource.class.getPackageName());
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type != null && type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("An NlDataSource is no " + type + ".", "0A000");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type != null && type.isInstance(this);
  }

  /** What a naming service keeps; {@link NlDataSourceFactory} makes a data source of it. */
  @Override
  public Reference getReference() {
    Reference reference =
        new Reference(
            NlDataSource.class.getName(),
            NlDataSourceFactory.class.getName(),
            /* location= */ null);
    reference.add(new StringRefAddr("url", url));
    if (user != null) {
      reference.add(new StringRefAddr("user", user));
    }
    if (password != null) {
      reference.add(new StringRefAddr("password", password));
    }
    for (Map.Entry<String, String> setting : settings().entrySet()) {
      reference.add(new StringRefAddr(setting.getKey(), setting.getValue()));
    }
    for (Map.Entry<String, String> property : properties.entrySet()) {
      reference.add(new StringRefAddr(PROPERTY + property.getKey(), property.getValue()));
    }
    return reference;
  }

  /**
   * The URL without passwords, the user and, but for secrets, the settings that are not at their
   * defaults.
   */
  @Override
  public String toString() {
    Map<String, String> shown = new TreeMap<>(settings());
    for (Setting setting : Setting.values()) {
      if (setting.kind() == Setting.Kind.SECRET) {
        shown.computeIfPresent(setting.key(), (key, value) -> "...");
      }
    }
    return "NlDataSource[url=" + UrlForPeople.of(url) + ", user=" + user + ", " + shown + "]";
  }
}
