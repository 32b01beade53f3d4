package org.nljdbc.it.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.h2.Driver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nljdbc.it.tools.ToolLoader.Order;

/**
 * The one jar in a tool's class loaders, beside an old JSqlParser and a driver that the tool has on
 * its own class path.
 */
@Tag("packaged")
class AllJarLoadersTest {

  private static final long PATIENCE_MILLIS = 60_000;
  private static final String PARSER = "net.sf.jsqlparser.parser.CCJSqlParserUtil";

  /** The tool itself. None of the libraries of this test's class path can be seen from there. */
  private URLClassLoader tool;

  AllJarLoadersTest() throws Exception {
    URL[] jars = {AllJar.oldJSqlParser().toUri().toURL(), AllJar.of(Driver.class).toUri().toURL()};
    tool = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader());
  }

  @BeforeEach
  void theToolHasAnotherParser() throws Exception {
    assertSame(tool, tool.loadClass(PARSER).getClassLoader());
  }

  /**
   * The tool has used H2 before. H2 keeps exceptions that it made when its classes were loaded, and
   * with them whoever called it then.
   */
  @BeforeEach
  void theToolHasUsedItsDriver() throws Exception {
    ((java.sql.Driver) tool.loadClass("org.h2.Driver").getDeclaredConstructor().newInstance())
        .connect("jdbc:h2:mem:", new Properties())
        .close();
  }

  @AfterEach
  void close() throws Exception {
    tool.loadClass("org.h2.Driver").getMethod("unload").invoke(null);
    tool.close();
  }

  private ToolLoader loader(Order order) {
    return new ToolLoader(List.of(AllJar.path(), AllJar.of(Guest.class)), tool, order);
  }

  /** Asks a question in a loader, with the context class loader of a job thread of the tool. */
  private static String ask(ToolLoader loader) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader.getParent());
    try {
      return (String)
          ((Callable<?>)
                  loader.loadClass(Guest.class.getName()).getDeclaredConstructor().newInstance())
              .call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void deregister(ToolLoader loader) throws Exception {
    loader.loadClass("org.nljdbc.NlDriver").getMethod("deregister").invoke(null);
  }

  @Test
  void twoLoadersAnswerBesideAnOldParser() throws Exception {
    try (ToolLoader one = loader(Order.PARENT_FIRST);
        ToolLoader other = loader(Order.CHILD_FIRST)) {
      for (ToolLoader loader : List.of(one, other, one)) {
        String answer = ask(loader);
        assertTrue(answer.startsWith("3 by NL "), answer);
        assertTrue(answer.endsWith("SELECT COUNT(*) FROM things"), answer);
      }
      assertNotSame(one.loadClass("org.nljdbc.NlDriver"), other.loadClass("org.nljdbc.NlDriver"));
      assertSame(tool, one.loadClass(PARSER).getClassLoader());
      deregister(one);
      deregister(other);
    }
  }

  /** Calcite's jars come from elsewhere, with libraries of which the one jar has its own. */
  @Test
  void severalDatabasesAreJoinedBesideCalcite() throws Exception {
    List<Path> jars = new ArrayList<>(List.of(AllJar.path(), AllJar.of(FederationGuest.class)));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.endsWith(".jar") && !entry.contains("nl-jdbc") && !entry.contains("slf4j")) {
        jars.add(Path.of(entry));
      }
    }
    try (ToolLoader loader =
        new ToolLoader(jars, ClassLoader.getPlatformClassLoader(), Order.PARENT_FIRST)) {
      Callable<?> guest =
          (Callable<?>)
              loader
                  .loadClass(FederationGuest.class.getName())
                  .getDeclaredConstructor()
                  .newInstance();
      assertEquals("x7", guest.call());
      deregister(loader);
    }
  }

  /** Newer JDKs hold the last record class softly, which is no leak: this JVM keeps nothing so. */
  @ParameterizedTest
  @EnumSource
  void nothingIsLeftOfALoaderThatHasBeenDropped(Order order) throws Exception {
    WeakReference<ClassLoader> dropped = dropped(order);
    for (int i = 0; i < 500 && dropped.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertNull(dropped.get());
  }

  /** A loader that was used and closed; its own stack frame holds on to it no longer. */
  private WeakReference<ClassLoader> dropped(Order order) throws Exception {
    try (ToolLoader loader = loader(order)) {
      ask(loader);
      deregister(loader);
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getContextClassLoader() == loader) {
          thread.join(PATIENCE_MILLIS); // it may be about to end
          assertFalse(thread.isAlive(), thread::getName);
        }
      }
      return new WeakReference<>(loader);
    }
  }
}
