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
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A lock file that several processes share. A look at its time and size tells whether another has
 * changed it. It is replaced as a whole by a rename, after its new content has reached the medium,
 * so that a reader, or a process that is killed, sees the old or the new one; writers take turns.
 */
public final class LockFile {

  /** What the names of unfinished files end with. */
  private static final String UNFINISHED = ".tmp";

  private static final int MOST_BYTES = 16 << 20;

  private final Path path;
  private final boolean ownersOnly;
  private volatile Known known = new Known(Stamp.NONE, PinBook.EMPTY);

  /** By what a change of the file shows. */
  private record Stamp(@Nullable FileTime time, long size, @Nullable Object key) {
    static final Stamp NONE = new Stamp(null, -1, null);
  }

  /** What the file held when it was read. */
  private record Known(Stamp stamp, PinBook book) {}

  private LockFile(Path path, boolean ownersOnly) {
    this.path = path;
    this.ownersOnly = ownersOnly;
  }

  /**
   * The lock file of a setting; touches no file.
   *
   * @param setting a path; empty for {@code nl.lock} in the user's state folder, where it is
   *     readable by its owner only
   * @return the file, which need not exist
   */
  public static LockFile of(String setting) {
    return setting.isEmpty()
        ? new LockFile(StateFolder.ofUser().resolve("nl.lock"), true)
        : new LockFile(Path.of(setting).toAbsolutePath(), false);
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * What the file holds now; nothing if there is no file.
   *
   * @return its pins
   * @throws SQLException 58030 if it cannot be read, is damaged, or of a newer version
   */
  public PinBook read() throws SQLException {
    try {
      Stamp stamp = stamp();
      Known last = known;
      if (!stamp.equals(last.stamp)) {
        last = new Known(stamp, stamp.equals(Stamp.NONE) ? PinBook.EMPTY : load());
        known = last;
      }
      return last.book;
    } catch (IOException e) {
      throw LockErrors.unusable(path, String.valueOf(e), e);
    }
  }

  /**
   * Changes the file, alone: others wait, and what they have changed is there.
   *
   * @param change makes the new pins of the present ones; equal ones change nothing
   * @return the new pins
   * @throws SQLException 58030 if the file cannot be read or written; it is then as it was
   */
  public PinBook change(UnaryOperator<List<Pin>> change) throws SQLException {
    try {
      Files.createDirectories(folder(), ownersOnly ? owners("rwx------") : none());
      LockGuard.run(guardPath(), ownersOnly ? owners("rw-------") : none(), () -> turn(change));
    } catch (IOException e) {
      throw LockErrors.unusable(path, String.valueOf(e), e);
    }
    return read();
  }

  private void turn(UnaryOperator<List<Pin>> change) throws IOException, SQLException {
    Path target = Files.exists(path) ? path.toRealPath() : path;
    List<Pin> before = Files.exists(path) ? load().pins() : List.of();
    List<Pin> after = change.apply(before);
    if (!after.equals(before)) {
      removeUnfinished(target);
      write(target, LockText.write(after));
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

  private PinBook load() throws IOException, SQLException {
    if (Files.size(path) > MOST_BYTES) {
      throw LockErrors.unusable(path, "it is larger than " + MOST_BYTES + " bytes", null);
    }
    try {
      return new PinBook(LockText.read(Files.readString(path, StandardCharsets.UTF_8)));
    } catch (LockSyntaxException e) {
      throw LockErrors.unusable(path, String.valueOf(e.getMessage()), e);
    } catch (CharacterCodingException e) {
      throw LockErrors.unusable(path, "it is not text in UTF-8", e);
    } catch (NoSuchFileException e) {
      return PinBook.EMPTY;
    }
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
