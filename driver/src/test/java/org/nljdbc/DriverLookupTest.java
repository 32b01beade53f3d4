package org.nljdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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
    assertSame(usual, DriverLookup.find("jdbc:h2:mem:", ""));
    assertEquals(null, DriverLookup.usual("jdbc:oracle:thin:@h"));
    assertEquals(null, DriverLookup.usual("jdbc:"));
  }

  /** Counts how often somebody looks for service files of drivers. */
  private static final class Counting extends URLClassLoader {
    final AtomicInteger looks = new AtomicInteger();

    Counting(URL[] jars, ClassLoader parent) {
      super(jars, parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      if (name.equals("META-INF/services/java.sql.Driver")) {
        looks.incrementAndGet();
      }
      return super.getResources(name);
    }

    void add(Path classes) throws IOException {
      addURL(classes.toUri().toURL());
    }
  }

  @Test
  void serviceFilesAreReadOnceForManyConnections() throws Exception {
    announce("elsewhere.HiddenDriver");
    Counting counting = new Counting(new URL[] {folder.toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(counting);
    Driver first = DriverLookup.find("jdbc:hidden:x", "");
    assertEquals(1, counting.looks.get());
    List<Callable<Driver>> connects = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      connects.add(
          () -> {
            Thread.currentThread().setContextClassLoader(counting);
            return DriverLookup.find("jdbc:hidden:x", "");
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(10);
    try {
      for (Future<Driver> found : threads.invokeAll(connects)) {
        assertSame(first, found.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, counting.looks.get());
    counting.close();
  }

  @Test
  void aJarThatComesLaterIsSeen() throws IOException, SQLException {
    announce("elsewhere.HiddenDriver");
    Counting growing = new Counting(new URL[0], before);
    Thread.currentThread().setContextClassLoader(growing);
    assertThrows(SQLException.class, () -> DriverLookup.find("jdbc:hidden:x", ""));
    growing.add(folder);
    assertEquals(
        "elsewhere.HiddenDriver", DriverLookup.find("jdbc:hidden:x", "").getClass().getName());
    growing.close();
  }

  @Test
  void aDriverThatRegistersLaterIsSeenWithoutReadingServiceFilesAgain()
      throws IOException, SQLException {
    Counting counting = new Counting(new URL[0], before);
    Thread.currentThread().setContextClassLoader(counting);
    DriverLookup.find("jdbc:h2:mem:", "");
    assertThrows(SQLException.class, () -> DriverLookup.find("jdbc:later:x", ""));
    int looks = counting.looks.get();
    Driver later = mock(Driver.class);
    when(later.acceptsURL("jdbc:later:x")).thenReturn(true);
    DriverManager.registerDriver(later);
    try {
      assertSame(later, DriverLookup.find("jdbc:later:x", ""));
      assertEquals(looks, counting.looks.get());
    } finally {
      DriverManager.deregisterDriver(later);
    }
    counting.close();
  }

  @Test
  void whatIsRememberedKeepsNoClassLoader() throws Exception {
    announce("elsewhere.HiddenDriver");
    DriverLookup.find("jdbc:hidden:x", "");
    WeakReference<ClassLoader> gone = new WeakReference<>(elsewhere);
    Thread.currentThread().setContextClassLoader(before);
    elsewhere.close();
    elsewhere = new URLClassLoader(new URL[0], before);
    for (int i = 0; i < 100 && gone.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertNull(gone.get());
  }
}
