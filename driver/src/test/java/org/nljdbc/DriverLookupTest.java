package org.nljdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a driver is looked for, with one that only the thread's class loader sees. */
class DriverLookupTest {

  private static final String SOURCE =
      """
      package elsewhere;
      import java.sql.*;
      public class HiddenDriver implements Driver {
        public Connection connect(String url, java.util.Properties info) { return null; }
        public boolean acceptsURL(String url) { return url.startsWith("jdbc:hidden:"); }
        public DriverPropertyInfo[] getPropertyInfo(String url, java.util.Properties info) {
          return null;
        }
        public int getMajorVersion() { return 1; }
        public int getMinorVersion() { return 0; }
        public boolean jdbcCompliant() { return false; }
        public java.util.logging.Logger getParentLogger() { return null; }
      }
      """;

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  @TempDir Path folder;
  private URLClassLoader elsewhere;

  @BeforeEach
  void compileADriverElsewhere() throws IOException {
    Path source = Files.writeString(folder.resolve("HiddenDriver.java"), SOURCE);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
    assertEquals(0, result);
    elsewhere = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
  }

  @AfterEach
  void restore() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    elsewhere.close();
  }

  private void announce(String... classNames) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(services.resolve("java.sql.Driver"), List.of(classNames));
    Thread.currentThread().setContextClassLoader(elsewhere);
  }

  @Test
  void aServiceOfTheThreadsClassLoaderIsFound() throws IOException, SQLException {
    announce("elsewhere.HiddenDriver");
    Driver found = DriverLookup.find("jdbc:hidden:x", "");
    assertEquals("elsewhere.HiddenDriver", found.getClass().getName());
    assertSame(elsewhere, found.getClass().getClassLoader());
  }

  @Test
  void aNamedClassOfTheThreadsClassLoaderIsFound() throws SQLException {
    assertThrows(SQLException.class, () -> DriverLookup.find("jdbc:x:", "elsewhere.HiddenDriver"));
    Thread.currentThread().setContextClassLoader(elsewhere);
    Driver found = DriverLookup.find("jdbc:x:", "elsewhere.HiddenDriver");
    assertSame(elsewhere, found.getClass().getClassLoader());
  }

  @Test
  void withoutAContextClassLoaderOurOwnSees() throws SQLException {
    Thread.currentThread().setContextClassLoader(null);
    assertEquals("org.h2.Driver", DriverLookup.find("jdbc:h2:mem:", "").getClass().getName());
  }

  @Test
  void aBrokenServiceFileHidesNoOther() throws IOException, SQLException {
    announce("elsewhere.Absent", "elsewhere.HiddenDriver");
    assertEquals(
        "elsewhere.HiddenDriver", DriverLookup.find("jdbc:hidden:x", "").getClass().getName());
    SQLException error =
        assertThrows(SQLException.class, () -> DriverLookup.find("jdbc:unknown:x", ""));
    assertTrue(String.valueOf(error.getMessage()).contains("elsewhere.Absent"), error::getMessage);
  }

  @Test
  void aDriverThatFailsToAnswerIsNotTheOne() throws SQLException {
    Driver failing = mock(Driver.class);
    when(failing.acceptsURL("jdbc:unknown:x")).thenThrow(new SQLException("not mine"));
    DriverManager.registerDriver(failing);
    try {
      SQLException error =
          assertThrows(SQLException.class, () -> DriverLookup.find("jdbc:unknown:x", ""));
      assertEquals("08001", error.getSQLState());
    } finally {
      DriverManager.deregisterDriver(failing);
    }
  }

  @Test
  void theUsualClassIsFoundWhereNothingAnnouncesIt() throws SQLException {
    ClassLoader classesWithoutServices =
        new ClassLoader(before) {
          @Override
          public java.util.Enumeration<URL> getResources(String name) {
            return java.util.Collections.emptyEnumeration();
          }
        };
    Thread.currentThread().setContextClassLoader(classesWithoutServices);
    Driver usual = DriverLookup.usual("jdbc:h2:mem:");
    assertEquals("org.h2.Driver", usual == null ? "" : usual.getClass().getName());
    assertNotSame(usual, DriverLookup.find("jdbc:h2:mem:", ""));
    assertEquals(null, DriverLookup.usual("jdbc:oracle:thin:@h"));
    assertEquals(null, DriverLookup.usual("jdbc:"));
  }
}
