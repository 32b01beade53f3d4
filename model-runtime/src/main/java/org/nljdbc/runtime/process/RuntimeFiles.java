package org.nljdbc.runtime.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.memory.StateFolder;

/**
 * The files of one runtime, in a folder that only its user may enter: {@code .entry} says how it is
 * reached, {@code .start} is locked by whoever starts it, {@code .run} by the runtime itself as
 * long as it lives, {@code .failed} says why it could not start, {@code .avoid} that it could not
 * be had a while ago, and {@code .log} is its log.
 *
 * @param folder the folder
 * @param key which runtime: its version, and the model and how it is run
 */
public record RuntimeFiles(Path folder, String key) {

  private static final String ENTRY = ".entry";

  /** Keeps the folder by its whole name: the runtime works in it, and would look below it. */
  public RuntimeFiles {
    folder = folder.toAbsolutePath();
  }

  /** The folder of this user; it need not exist. */
  public static Path ofUser() {
    return StateFolder.ofUser().resolve("runtime");
  }

  /** All runtimes that have left an entry in a folder. */
  public static List<RuntimeFiles> all(Path folder) throws IOException {
    List<RuntimeFiles> all = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(file -> String.valueOf(file.getFileName()))
            .filter(name -> name.endsWith(ENTRY))
            .sorted()
            .map(name -> name.substring(0, name.length() - ENTRY.length()))
            .forEach(key -> all.add(new RuntimeFiles(folder, key)));
      }
    }
    return all;
  }

  /** Makes the folder, for its owner alone. */
  void makeFolder() throws IOException {
    Path above = folder.toAbsolutePath().getParent();
    if (above != null) {
      Files.createDirectories(above);
    }
    if (Files.isDirectory(folder)) {
      return;
    }
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder); // below the user's profile, which is the user's own
    }
  }

  private Path file(String ending) {
    return folder.resolve(key + ending);
  }

  Path entryFile() {
    return file(ENTRY);
  }

  Path startLock() {
    return file(".start");
  }

  Path runLock() {
    return file(".run");
  }

  Path failure() {
    return file(".failed");
  }

  Path avoidance() {
    return file(".avoid");
  }

  /** Whether the folder can be written; asking its permissions is not enough. */
  boolean isWritable() {
    try {
      makeFolder();
      Files.delete(Files.createTempFile(folder, "look", ".part"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The log. */
  public Path log() {
    return file(".log");
  }

  /** How the runtime is reached, or null if none says so. */
  public @Nullable RuntimeEntry entry() throws IOException {
    return RuntimeEntry.read(entryFile());
  }

  /**
   * How many programs have its model open that nobody told where it is to be. Not to be asked by
   * one of them.
   *
   * @throws IOException if the folder cannot be read
   */
  public int users() throws IOException {
    return UserMark.count(this);
  }

  /** Whether the runtime's process lives: its lock ends with it, however it ends. */
  public boolean isRunning() throws IOException {
    return LockProbe.isHeld(runLock());
  }
}
