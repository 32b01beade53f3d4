package org.nljdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.settings.Setting;

class NlDriverTest {

  private final Connection nowhere = mock(Connection.class);
  private final FakeDriver fake = new FakeDriver(nowhere);
  private final NlDriver driver =
      new NlDriver(
          settings -> {
            throw new AssertionError("connecting must not make a translator");
          });

  @AfterEach
  void forgetFakes() throws SQLException {
    DriverManager.deregisterDriver(fake);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:nl:h2:mem:a", "jdbc:nl:sqlite::memory:", "JDBC:Nl:h2:mem:b"})
  void connectsByUrlAlone(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet one = statement.executeQuery("SELECT 1")) {
      assertTrue(one.next());
      assertEquals(1, one.getInt(1));
      assertTrue(connection.isWrapperFor(NlConnection.class));
      assertEquals("jdbc:" + url.substring(8), connection.getMetaData().getURL());
    }
  }

  @Test
  void theRealDriverGetsItsUrlAndPropertiesOnly() throws SQLException {
    DriverManager.registerDriver(fake);
    Properties defaults = new Properties();
    defaults.setProperty("ssl", "on");
    Properties info = new Properties(defaults);
    info.setProperty("user", "u");
    info.setProperty("nl.tries", "1");

    Connection connection = driver.connect("jdbc:nl:fake:x?nl.samples=0&a=b", info);

    assertEquals(List.of("jdbc:fake:x?a=b"), fake.urls);
    assertEquals(List.of(Map.of("ssl", "on", "user", "u")), fake.properties);
    assertEquals(2, info.size());
    NlConnection nl = assertInstanceOf(NlConnection.class, connection);
    assertEquals(1, nl.settings().getInt(Setting.TRIES));
    assertEquals(0, nl.settings().getInt(Setting.SAMPLES));
    verifyNoInteractions(nowhere);
  }

  @Test
  void nullPropertiesAreNone() throws SQLException {
    DriverManager.registerDriver(fake);
    driver.connect("jdbc:nl:fake:x", null);
    assertEquals(List.of(new Properties()), fake.properties);
  }

  @Test
  void aForeignUrlIsNotOurs() throws SQLException {
    assertNull(driver.connect("jdbc:h2:mem:a", new Properties()));
    assertNull(driver.connect(null, new Properties()));
    assertFalse(driver.acceptsURL("jdbc:h2:mem:a"));
    assertFalse(driver.acceptsURL(null));
    assertTrue(driver.acceptsURL("jdbc:nl:anything"));
  }

  @Test
  void theRealDriversRefusalComesAsItIs() throws SQLException {
    DriverManager.registerDriver(fake);
    SQLException refusal =
        assertThrows(SQLException.class, () -> driver.connect("jdbc:nl:fake:refused", null));
    assertEquals("fake refusal", refusal.getMessage());
    assertEquals(7, refusal.getErrorCode());
  }

  @Test
  void nullFromTheRealDriverIsAnError() {
    Properties info = new Properties();
    info.setProperty("nl.driver", FakeDriver.class.getName());
    SQLException error =
        assertThrows(SQLException.class, () -> driver.connect("jdbc:nl:other:x", info));
    assertEquals("08001", error.getSQLState());
    assertTrue(
        String.valueOf(error.getMessage()).contains(FakeDriver.class.getName()), error::getMessage);
    assertEquals("jdbc:other:x", FakeDriver.latestUrl());
  }

  @Test
  void aWrongSettingIsSaidBeforeAnythingIsConnected() throws SQLException {
    DriverManager.registerDriver(fake);
    SQLException error =
        assertThrows(SQLException.class, () -> driver.connect("jdbc:nl:fake:x?nl.modell=a", null));
    assertEquals("22023", error.getSQLState());
    assertTrue(fake.urls.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.lang.String", "no.such.Driver", "java.sql.Driver"})
  void anUnusableDriverClassIsNamed(String name) {
    SQLException error =
        assertThrows(
            SQLException.class, () -> driver.connect("jdbc:nl:h2:mem:a;nl.driver=" + name, null));
    assertEquals("08001", error.getSQLState());
    assertTrue(String.valueOf(error.getMessage()).contains(name), error::getMessage);
    assertTrue(error.getCause() != null);
  }

  @Test
  void withoutADriverTheMessageTellsWhatWasSeenAndWhatToDo() {
    SQLException error =
        assertThrows(
            SQLException.class,
            () -> driver.connect("jdbc:nl:oracle:thin:@h/s?user=u&password=geheim", null));
    assertEquals("08001", error.getSQLState());
    String message = String.valueOf(error.getMessage());
    assertTrue(message.contains("oracle.jdbc.OracleDriver"), message);
    assertTrue(message.contains("org.h2.Driver"), message);
    assertTrue(message.contains("nl.driver"), message);
    assertTrue(message.contains("ClassLoader"), message);
    assertFalse(message.contains("geheim"), message);
    assertFalse(message.contains(NlDriver.class.getName()), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:nl:", "jdbc:nl:nl:h2:mem:a", "jdbc:nl:no-such-database:x"})
  void aUrlThatNobodyTakesIsAnError(String url) {
    SQLException error = assertThrows(SQLException.class, () -> driver.connect(url, null));
    assertEquals("08001", error.getSQLState());
  }

  @Test
  void skipsDriversOfOursFromOtherLoaders() throws SQLException {
    NlDriver other = new NlDriver(settings -> null);
    DriverManager.registerDriver(other);
    try {
      assertThrows(SQLException.class, () -> driver.connect("jdbc:nl:nl:h2:mem:a", null));
    } finally {
      DriverManager.deregisterDriver(other);
    }
  }

  @Test
  void propertyInfoIsOursThenTheRealDrivers() throws SQLException {
    DriverManager.registerDriver(fake);
    Properties info = new Properties();
    info.setProperty("nl.tries", "1");
    info.setProperty("user", "u");

    DriverPropertyInfo[] infos = driver.getPropertyInfo("jdbc:nl:fake:x?nl.samples=9", info);

    int ours = Setting.values().length;
    assertEquals(ours + 1, infos.length);
    assertEquals("fakeness", infos[ours].name);
    assertEquals(List.of("jdbc:fake:x"), fake.urls);
    assertEquals(List.of(Map.of("user", "u")), fake.properties);
    assertEquals("1", named(infos, "nl.tries").value);
    assertEquals("9", named(infos, "nl.samples").value);
    assertEquals(List.of("true", "false"), List.of(named(infos, "nl.warnSql").choices));
    assertTrue(named(infos, "nl.model").description.contains("GGUF"));
  }

  private static DriverPropertyInfo named(DriverPropertyInfo[] infos, String name) {
    return Arrays.stream(infos).filter(info -> info.name.equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "jdbc:nl:", "jdbc:nl:unknown:x", "jdbc:nl:h2:mem:a;nl.tries=x"})
  void propertyInfoNeverFailsForAnUnfinishedUrl(String url) throws SQLException {
    DriverPropertyInfo[] infos = driver.getPropertyInfo(url, null);
    assertTrue(infos.length >= Setting.values().length);
    assertEquals(Setting.values().length, driver.getPropertyInfo(null, null).length);
  }

  @Test
  void registersOnceAndCanBeTakenOut() throws SQLException {
    assertTrue(NlDriver.isRegistered());
    NlDriver.register();
    assertEquals(1, DriverManager.drivers().filter(NlDriver.class::isInstance).count());
    try {
      NlDriver.deregister();
      NlDriver.deregister();
      assertFalse(NlDriver.isRegistered());
      assertEquals(0, DriverManager.drivers().filter(NlDriver.class::isInstance).count());
      assertThrows(SQLException.class, () -> DriverManager.getConnection("jdbc:nl:h2:mem:a"));
    } finally {
      NlDriver.register();
    }
    assertTrue(NlDriver.isRegistered());
  }

  @Test
  void isFoundAsAService() {
    List<Class<?>> found =
        ServiceLoader.load(Driver.class).stream()
            .<Class<?>>map(ServiceLoader.Provider::type)
            .toList();
    assertTrue(found.contains(NlDriver.class), found::toString);
  }

  @Test
  void tellsItsOwnVersion() {
    assertEquals(0, driver.getMajorVersion());
    assertEquals(1, driver.getMinorVersion());
    assertFalse(driver.jdbcCompliant());
    assertEquals("org.nljdbc", driver.getParentLogger().getName());
    assertSame(driver.getParentLogger(), new NlDriver().getParentLogger());
  }
}
