package org.nljdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.nljdbc.jdbc.Connections;
import org.nljdbc.settings.NlProperties;
import org.nljdbc.settings.NlUrl;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.translate.QuestionPipeline;
import org.nljdbc.translate.Registry;
import org.nljdbc.translate.Translator;

/**
 * The JDBC driver of {@code jdbc:nl:<real url>}: wraps the connections of the real driver so that
 * they take questions as well as SQL. Connecting does nothing of its own beyond finding the real
 * driver; schema and model are touched at the first question.
 */
public final class NlDriver implements Driver {

  private static final int MAJOR = 0;
  private static final int MINOR = 1;
  private static final String CANNOT_CONNECT = "08001";

  /**
   * Our logger in java.util.logging, which is what tools without a binding of SLF4J have: only
   * warnings, unless a level is set. Held here, since a logger that is let go forgets its level.
   */
  private static final Logger LOG = Logger.getLogger(NlDriver.class.getPackageName());

  /** What {@link DriverManager} knows of us; holds null while deregistered. */
  private static final AtomicReference<@Nullable NlDriver> REGISTERED = new AtomicReference<>();

  private final Function<Settings, Translator> translators;

  static {
    if (LOG.getLevel() == null) {
      LOG.setLevel(Level.WARNING);
    }
    try {
      register();
    } catch (SQLException failed) {
      throw new ExceptionInInitializerError(failed);
    }
  }

  /** The driver with its own translation; DriverManager has one already. */
  public NlDriver() {
    this(QuestionPipeline::create);
  }

  /** A driver whose questions go elsewhere, for tests. */
  NlDriver(Function<Settings, Translator> translators) {
    this.translators = translators;
  }

  /**
   * Registers the driver with DriverManager unless it is registered. Loading this class does so.
   *
   * @throws SQLException if DriverManager refuses
   */
  public static void register() throws SQLException {
    NlDriver driver = new NlDriver();
    // No lock is held here: DriverManager holds its own when it calls us back.
    if (!REGISTERED.compareAndSet(null, driver)) {
      return;
    }
    try {
      DriverManager.registerDriver(driver, NlDriver::released);
    } catch (SQLException refused) {
      REGISTERED.set(null);
      throw refused;
    }
  }

  /**
   * Takes the driver out of DriverManager, as an application server does before it drops the class
   * loader, and frees what the connections of the process share: models, caches, threads. {@link
   * DriverManager#deregisterDriver} does the same. Connections that are still open go on.
   *
   * @throws SQLException if DriverManager refuses
   */
  public static void deregister() throws SQLException {
    NlDriver driver = REGISTERED.get();
    if (driver != null) {
      DriverManager.deregisterDriver(driver);
    }
  }

  private static void released() {
    REGISTERED.set(null);
    Registry.shared().release();
    RecordMethods.letGo();
  }

  /** Whether DriverManager knows this driver through {@link #register}. */
  public static boolean isRegistered() {
    return REGISTERED.get() != null;
  }

  /**
   * Puts another model, or the same with another adapter, in the place of one that open and future
   * connections of this process use. The new one is loaded on this thread while the old one goes on
   * answering; then new questions go to it at once, running ones end on the old one (those that
   * take more than a minute as cancelled, 57014), and the old one's memory is freed before this
   * returns. Both are in memory for that time.
   *
   * @param from what the connections' settings name: {@link
   *     org.nljdbc.settings.Settings#modelOptions}, whatever has been switched before
   * @param to the new model; {@code from} itself undoes earlier switches, or, if there were none,
   *     reads the model's files again
   * @param progress told how far loading is
   * @throws SQLException 58000, 0A000 or 53200 if the new model cannot be loaded; the old one stays
   *     then. 57014 if this thread is interrupted before the switch
   */
  public static void switchModel(ModelOptions from, ModelOptions to, Progress progress)
      throws SQLException {
    Registry.shared().switchModel(from, to, progress);
  }

  /**
   * The real driver of a URL, which is not connected to: whether a URL can be right is known before
   * anything is opened.
   *
   * @param url {@code jdbc:nl:} and the real URL, which may have {@code nl.*} parameters
   * @param info properties as for {@link #connect}
   * @return the driver that would connect; one that {@code nl.driver} names is not asked whether it
   *     takes the URL
   * @throws SQLException 22023 if a setting is not valid; 08001 if the URL is not ours, or no
   *     driver takes the real one
   */
  public static Driver realDriver(String url, Properties info) throws SQLException {
    if (!NlUrl.matches(url)) {
      throw new SQLException(
          "The URL " + UrlForPeople.of(url) + " does not begin with jdbc:nl:.", CANNOT_CONNECT);
    }
    NlUrl parted = NlUrl.parse(url);
    return driver(parted, Settings.of(parted, info));
  }

  private static Driver driver(NlUrl parted, Settings settings) throws SQLException {
    return DriverLookup.find(parted.realUrl(), settings.get(Setting.DRIVER));
  }

  /**
   * Connects through the real driver.
   *
   * @param url {@code jdbc:nl:} and the real URL, which may have {@code nl.*} parameters
   * @param info properties for the real driver, and {@code nl.*} ones for us; not changed
   * @return the connection, or null if the URL is not ours
   * @throws SQLException 22023 if a setting is not valid, 08001 if no driver takes the real URL;
   *     the real driver's own exceptions pass as they are
   */
  @Override
  public @Nullable Connection connect(@Nullable String url, @Nullable Properties info)
      throws SQLException {
    if (url == null || !NlUrl.matches(url)) {
      return null;
    }
    NlProperties given = NlProperties.of(info == null ? new Properties() : info);
    NlUrl parted = NlUrl.parse(url);
    Settings settings = Settings.of(parted, given);
    Driver delegate = driver(parted, settings);
    Connection real = delegate.connect(parted.realUrl(), given.real());
    if (real == null) {
      throw new SQLException(
          delegate.getClass().getName()
              + " does not take the URL "
              + UrlForPeople.of(parted.realUrl())
              + ". Check the URL, or nl.driver if it is set.",
          CANNOT_CONNECT);
    }
    return Connections.wrap(real, settings, translators);
  }

  @Override
  public boolean acceptsURL(@Nullable String url) {
    return NlUrl.matches(url);
  }

  /**
   * Our settings, then what the real driver can be told. Never fails for a URL that is not
   * complete, since tools ask while it is being typed.
   */
  @Override
  public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties info)
      throws SQLException {
    return PropertyInfos.of(url, info == null ? new Properties() : info);
  }

  @Override
  public int getMajorVersion() {
    return MAJOR;
  }

  @Override
  public int getMinorVersion() {
    return MINOR;
  }

  /** False: whether a connection is compliant depends on the real driver. */
  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return LOG;
  }
}
