package org.nljdbc.runtime.djl;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets several class loaders of one process use the native libraries: a tool has a loader for each
 * of its driver entries, and a new one when their jars change. The JVM gives a library's file to
 * one loader only, so every further loader gets a folder with files of its own.
 *
 * <p>In such a folder what binds to Java is a copy, with variables of its own. libtorch itself is a
 * hard link: the system knows by the inode that it is there already, while a second copy would
 * register every operator twice and end the process. This is so on Linux; elsewhere, and where a
 * file system has no hard links, one loader has the libraries and others are told so.
 */
public final class NativeLibraries {

  /** What a folder of DJL's cache is named by, and loaded for. */
  public enum Library {
    /** Hugging Face's tokenizers. */
    TOKENIZERS,
    /** libtorch and what binds it to Java. */
    PYTORCH;

    private String folder() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);

  /** A lock for all class loaders of the process: strings are shared by them. */
  private static final Object PROCESS = "org.nljdbc.runtime.natives".intern();

  /** System property that counts, by library, the loaders that have asked for it. */
  private static final String LOADERS = "org.nljdbc.runtime.loaders.";

  /** System property by which DJL is told where its libraries are. */
  private static final String FOLDER = "ENGINE_CACHE_DIR";

  private static final List<String> BINDINGS = List.of("djl_torch", "tokenizers");

  private static final Set<Library> LOADED = ConcurrentHashMap.newKeySet();

  private NativeLibraries() {}

  /**
   * Runs what loads a library, in the first call, and what uses it in later ones.
   *
   * @param library which one
   * @param task what to run
   * @param <T> what it returns
   * @return the task's result
   * @throws Exception what the task throws
   */
  public static <T> T with(Library library, Callable<T> task) throws Exception {
    if (LOADED.contains(library)) {
      return task.call();
    }
    synchronized (PROCESS) {
      String before = System.getProperty(FOLDER);
      Path own = ownFolder(library);
      try {
        if (own != null) {
          System.setProperty(FOLDER, own.toString());
        }
        T result = task.call();
        LOADED.add(library);
        return result;
      } finally {
        restore(before);
      }
    }
  }

  private static void restore(@Nullable String before) {
    if (before == null) {
      System.clearProperty(FOLDER);
    } else {
      System.setProperty(FOLDER, before);
    }
  }

  /** The folder for this loader; null if it is DJL's own. */
  private static @Nullable Path ownFolder(Library library) {
    String counter = LOADERS + library.folder();
    int number = Integer.getInteger(counter, 0);
    System.setProperty(counter, Integer.toString(number + 1));
    Path shared = Utils.getEngineCacheDir();
    boolean known = Files.isDirectory(shared.resolve(library.folder()));
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    if (number == 0 || !known || !linux || System.getenv(FOLDER) != null) {
      return null;
    }
    Path own = shared.resolve("nl-jdbc-loader-" + number);
    try {
      fill(shared.resolve(library.folder()), own.resolve(library.folder()));
      return own;
    } catch (IOException | UncheckedIOException | UnsupportedOperationException e) {
      LOG.debug("no folder of its own for class loader {}", number, e);
      return null;
    }
  }

  /** Makes a folder like another one, of links and copies. */
  static void fill(Path shared, Path own) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(shared)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path mine = own.resolve(shared.relativize(file).toString());
      Files.createDirectories(mine.getParent());
      String name = file.getFileName().toString();
      if (BINDINGS.stream().anyMatch(name::contains)) {
        copy(file, mine);
      } else {
        link(file, mine);
      }
    }
  }

  private static void copy(Path file, Path mine) throws IOException {
    if (Files.exists(mine) && Files.mismatch(file, mine) < 0) {
      return;
    }
    Path unfinished = Files.createTempFile(mine.getParent(), "copy", ".part");
    Files.copy(file, unfinished, StandardCopyOption.REPLACE_EXISTING);
    Files.move(unfinished, mine, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void link(Path file, Path mine) throws IOException {
    if (Files.exists(mine) && !Files.isSameFile(file, mine)) {
      Files.delete(mine); // of a libtorch that has been unpacked again since
    }
    try {
      Files.createLink(mine, file);
    } catch (FileAlreadyExistsException there) {
      LOG.trace("{} is linked already", mine);
    }
  }

  /**
   * Whether something failed because another class loader of this process has the libraries.
   *
   * @param failure what was thrown
   */
  public static boolean areTaken(Throwable failure) {
    int depth = 0;
    for (Throwable each = failure; each != null && depth < 20; each = each.getCause(), depth++) {
      if (String.valueOf(each.getMessage()).contains("already loaded in another classloader")) {
        return true;
      }
    }
    return false;
  }

  /** What to say then, and what to do. */
  public static String taken() {
    return "Another class loader of this process has the native libraries of the model runtime,"
        + " and on this system a process can load them once. In a tool, use one driver entry for"
        + " all databases, and restart the tool after the driver's jars have changed.";
  }
}
