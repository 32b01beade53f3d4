package org.nljdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import javax.naming.spi.NamingManager;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import javax.sql.StatementEvent;
import javax.sql.StatementEventListener;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;

class NlDataSourceTest {

  private static final String SECRET = "not to be shown";

  private static NlDataSource filled() {
    NlDataSource source = new NlDataSource();
    source.setUrl("jdbc:nl:h2:mem:source;DB_CLOSE_DELAY=-1");
    source.setUser("owner");
    source.setPassword(SECRET);
    source.setTries(1);
    source.setWarnSql(false);
    source.setModel("/models/x y.gguf");
    source.setConnectionProperties("nl.samples = 0; IFEXISTS=FALSE ;");
    return source;
  }

  private static void check(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      assertEquals("jdbc:h2:mem:source", connection.getMetaData().getURL());
      assertEquals("OWNER", connection.getMetaData().getUserName());
      Settings settings = connection.unwrap(NlConnection.class).settings();
      assertEquals(1, settings.getInt(Setting.TRIES));
      assertFalse(settings.getBoolean(Setting.WARN_SQL));
      assertEquals("/models/x y.gguf", settings.get(Setting.MODEL));
      assertEquals(0, settings.getInt(Setting.SAMPLES));
    }
  }

  @Test
  void connectsByItsProperties() throws SQLException {
    check(filled());
    assertThrows(SQLException.class, () -> filled().getConnection("OWNER", "wrong"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:h2:mem:plain", "JDBC:NL:h2:mem:plain"})
  void theUrlMayBeTheRealOne(String url) throws SQLException {
    NlDataSource source = new NlDataSource();
    source.setUrl(url);
    assertEquals(url, source.getUrl());
    try (Connection connection = source.getConnection()) {
      assertTrue(connection.isWrapperFor(NlConnection.class));
      assertEquals("jdbc:h2:mem:plain", connection.getMetaData().getURL());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "postgresql://h/d"})
  void withoutAUsableUrlThereIsNoConnection(String url) {
    NlDataSource source = new NlDataSource();
    source.setUrl(url);
    SQLException error = assertThrows(SQLException.class, source::getConnection);
    assertEquals("08001", error.getSQLState());
    assertTrue(String.valueOf(error.getMessage()).contains("jdbc:nl:"), error::getMessage);
  }

  /** Of drivers in general there is no telling how to be told. */
  @ParameterizedTest
  @CsvSource({
    "postgresql, loginTimeout, 7",
    "mariadb, connectTimeout, 7000",
    "fake, loginTimeout,",
    "fake, connectTimeout,"
  })
  void driversThatKnowALoginTimeoutAreTold(String kind, String property, @Nullable String told)
      throws SQLException {
    NlDataSource source = new NlDataSource();
    source.setUrl("jdbc:" + kind + ":x");
    source.setDriver(FakeDriver.class.getName());
    source.setLoginTimeout(7);
    assertThrows(SQLException.class, source::getConnection);
    assertEquals(told, FakeDriver.latestProperties().getProperty(property));
  }

  @Test
  void aWrongValueIsRefusedWhenConnecting() {
    NlDataSource source = filled();
    source.setTries(99);
    assertEquals("22023", assertThrows(SQLException.class, source::getConnection).getSQLState());
    source.setTries(1);
    source.setProperty("nl.modell", "x");
    assertThrows(SQLException.class, source::getConnection);
    source.setProperty("nl.modell", null);
    source.setPrefixCache(null);
    assertEquals("disk", source.getPrefixCache());
  }

  @Test
  void secretsAreNotShown() {
    NlDataSource source = new NlDataSource();
    source.setRuntimeKey("geheim");
    assertFalse(source.toString().contains("geheim"), source.toString());
  }

  @Test
  void everySettingIsABeanProperty() throws Exception {
    Map<String, PropertyDescriptor> beans = new HashMap<>();
    for (PropertyDescriptor bean :
        Introspector.getBeanInfo(NlDataSource.class).getPropertyDescriptors()) {
      beans.put(bean.getName(), bean);
    }
    NlDataSource source = new NlDataSource();
    for (Setting setting : Setting.values()) {
      String name =
          Pattern.compile("\\.(.)")
              .matcher(setting.key().substring(Setting.PREFIX.length()))
              .replaceAll(dot -> dot.group(1).toUpperCase(Locale.ROOT));
      PropertyDescriptor bean = beans.get(name);
      assertNotNull(bean, () -> "SettingsBean lacks get and set of " + setting.key());
      Object value = bean.getReadMethod().invoke(source);
      assertEquals(setting.defaultValue(), value.toString(), name);
      bean.getWriteMethod().invoke(source, value);
      assertEquals(setting.defaultValue(), source.settings().get(setting.key()), name);
    }
  }

  @Test
  void isTheSameAfterSerialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    NlDataSource source = filled();
    source.setLogWriter(new PrintWriter(new StringWriter()));
    new ObjectOutputStream(bytes).writeObject(source);
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      NlDataSource copy = (NlDataSource) in.readObject();
      check(copy);
      assertNull(copy.getLogWriter());
    }
  }

  @Test
  void aNamingServiceKeepsIt() throws Exception {
    Reference reference = filled().getReference();
    DataSource again = (DataSource) NamingManager.getObjectInstance(reference, null, null, null);
    assertInstanceOf(NlDataSource.class, again);
    check(again);
  }

  /** As Tomcat hands over what server.xml says. */
  @Test
  void anApplicationServerConfiguresIt() throws Exception {
    Reference reference =
        new Reference(DataSource.class.getName(), NlDataSourceFactory.class.getName(), null);
    Map<String, String> attributes =
        Map.of(
            "scope", "Shareable",
            "singleton", "true",
            "url", "jdbc:nl:h2:mem:source;DB_CLOSE_DELAY=-1",
            "username", "owner",
            "password", SECRET,
            "tries", "1",
            "nl.warnSql", "false",
            "model", "/models/x y.gguf",
            "connectionProperties", "nl.samples=0");
    attributes.forEach((name, value) -> reference.add(new StringRefAddr(name, value)));
    check((DataSource) NamingManager.getObjectInstance(reference, null, null, null));
  }

  @Test
  void theFactoryLeavesOthersAlone() {
    NlDataSourceFactory factory = new NlDataSourceFactory();
    assertNull(factory.getObjectInstance(new Reference("java.lang.String"), null, null, null));
    assertNull(factory.getObjectInstance("text", null, null, null));
  }

  @Test
  void tellsNoSecret() {
    NlDataSource source = filled();
    source.setUrl("jdbc:nl:postgresql://h/d?password=" + SECRET);
    source.setProperty("sslpassword", SECRET);
    String text = source.toString();
    assertFalse(text.contains(SECRET), text);
    assertTrue(text.contains("owner") && text.contains("nl.tries=1"), text);
  }

  @Test
  void keepsTheContractOfADataSource() throws SQLException {
    NlDataSource source = filled();
    assertEquals("owner", source.getUser());
    assertEquals(0, source.getLoginTimeout());
    source.setLoginTimeout(7);
    assertEquals(7, source.getLoginTimeout());
    assertEquals("org.nljdbc", source.getParentLogger().getName());
    assertSame(source, source.unwrap(DataSource.class));
    assertTrue(source.isWrapperFor(NlDataSource.class));
    assertFalse(source.isWrapperFor(Connection.class));
    assertThrows(SQLException.class, () -> source.unwrap(Connection.class));
  }

  // Wrapped data sources

  private static JdbcDataSource h2() {
    JdbcDataSource real = new JdbcDataSource();
    real.setURL("jdbc:h2:mem:wrapped;DB_CLOSE_DELAY=-1");
    real.setUser("sa");
    real.setPassword("");
    return real;
  }

  private static Settings settings() throws SQLException {
    return Settings.of(Map.of("nl.tries", "1"));
  }

  private static void checkWrapped(Connection connection) throws SQLException {
    assertEquals(1, connection.unwrap(NlConnection.class).settings().getInt(Setting.TRIES));
    try (PreparedStatement one = connection.prepareStatement("SELECT 1")) {
      assertSame(connection, one.getConnection());
      assertTrue(one.executeQuery().next());
    }
  }

  @Test
  void wrapsADataSource() throws SQLException {
    JdbcDataSource real = h2();
    DataSource source = NlDataSource.wrap(real, settings());
    try (Connection connection = source.getConnection();
        Connection other = source.getConnection("sa", "")) {
      checkWrapped(connection);
      checkWrapped(other);
    }
    assertSame(real, source.unwrap(JdbcDataSource.class));
    assertSame(source, source.unwrap(DataSource.class));
    assertTrue(source.isWrapperFor(JdbcDataSource.class));
    assertFalse(source.isWrapperFor(Connection.class));
    source.setLoginTimeout(7);
    assertEquals(7, source.getLoginTimeout());
    PrintWriter writer = new PrintWriter(new StringWriter());
    source.setLogWriter(writer);
    assertSame(writer, real.getLogWriter());
    assertSame(writer, source.getLogWriter());
    assertEquals(real.toString(), source.toString());
    assertThrows(SQLFeatureNotSupportedException.class, source::createShardingKeyBuilder);
  }

  /** What a pool hears of a connection. */
  private static final class Heard implements ConnectionEventListener, StatementEventListener {
    final List<Object> closed = new ArrayList<>();
    final List<Object> errors = new ArrayList<>();

    @Override
    public void connectionClosed(ConnectionEvent event) {
      closed.add(event.getSource());
    }

    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {
      errors.add(event.getSource());
    }

    @Override
    public void statementClosed(StatementEvent event) {
      closed.add(event.getSource());
    }

    @Override
    public void statementErrorOccurred(StatementEvent event) {
      errors.add(event.getSource());
    }
  }

  @Test
  void wrapsAPooledDataSource() throws SQLException {
    var source = NlDataSource.wrapPooled(h2(), settings());
    for (PooledConnection pooled :
        List.of(source.getPooledConnection(), source.getPooledConnection("sa", ""))) {
      Heard heard = new Heard();
      pooled.addConnectionEventListener(heard);
      pooled.addConnectionEventListener(heard);
      try (Connection handle = pooled.getConnection()) {
        checkWrapped(handle);
      }
      assertEquals(List.of(pooled), heard.closed);
      pooled.removeConnectionEventListener(heard);
      pooled.removeConnectionEventListener(heard);
      pooled.getConnection().close();
      assertEquals(List.of(pooled), heard.closed);
      pooled.close();
    }
  }

  /** H2 tells nothing of errors and statements, so a stand-in does. */
  @Test
  void allEventsComeFromTheConnectionThatThePoolKnows() throws SQLException {
    FakePooled real = new FakePooled();
    PooledConnection pooled = new WrappedPooledConnection<>(real, settings());
    Heard heard = new Heard();
    pooled.addConnectionEventListener(heard);
    pooled.addStatementEventListener(heard);
    pooled.addStatementEventListener(heard);
    SQLException failure = new SQLException("gone", "08006");
    real.connectionListeners.forEach(
        each -> each.connectionErrorOccurred(new ConnectionEvent(real, failure)));
    real.statementListeners.forEach(each -> each.statementClosed(new StatementEvent(real, null)));
    real.statementListeners.forEach(
        each -> each.statementErrorOccurred(new StatementEvent(real, null, failure)));
    assertEquals(List.of(pooled, pooled), heard.errors);
    assertEquals(List.of(pooled), heard.closed);
    pooled.removeStatementEventListener(heard);
    pooled.removeStatementEventListener(heard);
    assertEquals(List.of(), real.statementListeners);
  }

  private static final class FakePooled implements PooledConnection {
    final List<ConnectionEventListener> connectionListeners = new ArrayList<>();
    final List<StatementEventListener> statementListeners = new ArrayList<>();

    @Override
    public Connection getConnection() throws SQLException {
      throw new SQLException("not asked for");
    }

    @Override
    public void close() {}

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
      connectionListeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
      connectionListeners.remove(listener);
    }

    @Override
    public void addStatementEventListener(StatementEventListener listener) {
      statementListeners.add(listener);
    }

    @Override
    public void removeStatementEventListener(StatementEventListener listener) {
      statementListeners.remove(listener);
    }
  }

  @Test
  void wrapsAnXaDataSource() throws Exception {
    XADataSource source = NlDataSource.wrapXa(h2(), settings());
    for (XAConnection xa : List.of(source.getXAConnection(), source.getXAConnection("sa", ""))) {
      assertTrue(xa.getXAResource().isSameRM(xa.getXAResource()));
      assertTrue(xa.getXAResource().getClass().getName().startsWith("org.h2."));
      try (Connection handle = xa.getConnection()) {
        checkWrapped(handle);
      }
      xa.close();
    }
  }
}
