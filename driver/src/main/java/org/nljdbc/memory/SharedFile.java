package org.nljdbc.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A file that several processes share. A look at its time and size tells whether another has
 * changed it. It is replaced as a whole by a rename, after its new content has reached the medium,
 * so that a reader, or a process that is killed, sees the old or the new one; writers take turns.
 *
 * @param <T> what it holds; immutable
 */
final class SharedFile<T> {

  /** What the names of unfinished files end with. */
  private static final String UNFINISHED = ".tmp";

  private static final String IO = "58030";
  private static final int MOST_BYTES = 16 << 20;

  private final Path path;
  private final boolean ownersOnly;
  private final Format<T> format;
  private volatile Known<T> known;

  /** How a file's content is written. */
  interface Format<T> {

    /** What the file is, for people. */
    String title();

    /** The content of a file that is not there. */
    T nothing();

    /** The content of a text. */
    T read(String text) throws LockSyntaxException;

    /** The text of a content: always the same for the same. */
    String write(T content);
  }

  /** By what a change of the file shows. */
  private record Stamp(@Nullable FileTime time, long size, @Nullable Object key) {
    static final Stamp NONE = new Stamp(null, -1, null);
  }

  /** What the file held when it was read. */
  private record Known<T>(Stamp stamp, T content) {}

  /**
   * A file; touches none.
   *
   * @param path where it is, or will be
   * @param ownersOnly whether it is made readable by its owner only
   * @param format how it is written
   */
  SharedFile(Path path, boolean ownersOnly, Format<T> format) {
    this.path = path;
    this.ownersOnly = ownersOnly;
    this.format = format;
    this.known = new Known<>(Stamp.NONE, format.nothing());
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  /** Whether the file is there. */
  boolean exists() {
    return Files.exists(path);
  }

  /**
   * What the file holds now; nothing if there is no file.
   *
   * @return its content
   * @throws SQLException 58030 if it cannot be read, is damaged, or of a newer version
   */
  T read() throws SQLException {
    try {
      Stamp stamp = stamp();
      Known<T> last = known;
      if (!stamp.equals(last.stamp)) {
        last = new Known<>(stamp, stamp.equals(Stamp.NONE) ? format.nothing() : load());
        known = last;
      }
      return last.content;
    } catch (IOException e) {
      throw unusable(String.valueOf(e), e);
    }
  }

  /**
   * Changes the file, alone: others wait, and what they have changed is there.
   *
   * @param change makes the new content of the present one; an equal one changes nothing
   * @return the new content
   * @throws SQLException 58030 if the file cannot be read or written; it is then as it was
   */
  T change(UnaryOperator<T> change) throws SQLException {
    try {
      Files.createDirectories(folder(), ownersOnly ? owners("rwx------") : none());
      LockGuard.run(guardPath(), ownersOnly ? owners("rw-------") : none(), () -> turn(change));
    } catch (IOException e) {
      throw unusable(String.valueOf(e), e);
    }
    return read();
  }

  private void turn(UnaryOperator<T> change) throws IOException, SQLException {
    Path target = Files.exists(path) ? path.toRealPath() : path;
    T before = Files.exists(path) ? load() : format.nothing();
    String after = format.write(change.apply(before));
    if (!after.equals(format.write(before))) {
      removeUnfinished(target);
      write(target, after);
    }
  }

  private Path folder() {
    Path parent = path.getParent();
    return parent == null ? Path.of(".") : parent;
  }

  private Path guardPath() {
    return folder().resolve("." + path.getFileName() + ".guard");
  }

  private Stamp stamp() throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
    } catch (NoSuchFileException e) {
      return Stamp.NONE;
    }
  }

  private T load() throws IOException, SQLException {
    if (Files.size(path) > MOST_BYTES) {
      throw unusable("it is larger than " + MOST_BYTES + " bytes", null);
    }
    try {
      return format.read(Files.readString(path, StandardCharsets.UTF_8));
    } catch (LockSyntaxException e) {
      throw unusable(String.valueOf(e.getMessage()), e);
    } catch (CharacterCodingException e) {
      throw unusable("it is not text in UTF-8", e);
    } catch (NoSuchFileException e) {
      return format.nothing();
    }
  }

  private SQLException unusable(String why, @Nullable Exception cause) {
    return new SQLException(
        "The "
            + format.title()
            + " "
            + path
            + " cannot be used: "
            + why
            + ". nl.lock=off goes without it.",
        IO,
        cause);
  }

  private void write(Path target, String text) throws IOException {
    Path partial = target.resolveSibling(unfinished(target) + UUID.randomUUID() + UNFINISHED);
    try {
      try (FileChannel channel =
          FileChannel.open(
              partial,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              permissions(target))) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /** Removes what killed writers have left; nobody else writes now. */
  private static void removeUnfinished(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null) {
      try (DirectoryStream<Path> left =
          Files.newDirectoryStream(folder, file -> isUnfinished(file, target))) {
        for (Path file : left) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isUnfinished(Path file, Path target) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(unfinished(target)) && name.endsWith(UNFINISHED);
  }

  private static String unfinished(Path target) {
    return "." + target.getFileName() + ".";
  }

  /** A file that is there keeps its permissions. */
  private FileAttribute<?>[] permissions(Path target) throws IOException {
    if (!isPosix() || !ownersOnly && !Files.exists(target)) {
      return none();
    }
    Set<PosixFilePermission> kept =
        Files.exists(target)
            ? Files.getPosixFilePermissions(target)
            : PosixFilePermissions.fromString("rw-------");
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(kept)};
  }

  private FileAttribute<?>[] owners(String permissions) {
    return isPosix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : none();
  }

  private static FileAttribute<?>[] none() {
    return new FileAttribute<?>[0];
  }

  private boolean isPosix() {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
