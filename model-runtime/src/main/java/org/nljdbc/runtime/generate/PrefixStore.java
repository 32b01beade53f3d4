package org.nljdbc.runtime.generate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blocks of prefixes on disk, one file each, so that a new process need not read a schema again
 * that an earlier one has read.
 *
 * <p>One file for each block, not for each prefix: prompts that share only a beginning share its
 * files, and opening a file costs little next to reading it. Several processes may use a folder at
 * once: a file appears whole, by a rename; where two write the same one, both are right and the
 * last wins. A file that is not exactly what it should be is removed, and written again later.
 *
 * <p>One thread reads; another asks what is there and writes.
 */
final class PrefixStore {

  /** What the names of unfinished files end with. */
  static final String UNFINISHED = ".tmp";

  private static final Logger LOG = LoggerFactory.getLogger(PrefixStore.class);
  private static final int FOLDER_NAME_BYTES = 12;

  private final Path folder;
  private final byte[] identity;
  private final int valueBytes;
  private @Nullable ByteBuffer buffer;

  /**
   * Describes the store of a model; touches no file.
   *
   * @param place where
   * @param valueBytes bytes of a block's keys and values
   */
  PrefixStore(PrefixPlace place, int valueBytes) {
    this.identity = PrefixFile.identity(place.model());
    this.valueBytes = valueBytes;
    String name = HexFormat.of().formatHex(identity, 0, FOLDER_NAME_BYTES);
    this.folder = place.folder().resolve("v" + PrefixFile.VERSION + "-" + name);
  }

  /**
   * Reads a block. It is copied, not mapped: a mapped file that another process cuts short would
   * end the JVM.
   *
   * @param prompt the prompt
   * @param block index of the block
   * @return its keys and values, valid until the next call; null if there is no good file
   */
  @Nullable ByteBuffer read(int[] prompt, int block) {
    PrefixFile file = file(prompt, block);
    Path path = folder.resolve(file.name());
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer content = content(file.bytes());
      if (channel.size() == file.bytes()) {
        int read = 0;
        while (read >= 0 && content.hasRemaining()) {
          read = channel.read(content);
        }
        content.flip();
        if (file.holds(content)) {
          return file.values(content);
        }
      }
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      LOG.debug("could not read {}", path, e);
      return null;
    }
    LOG.info("{} is damaged or of another version; it will be written again", path);
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.debug("could not remove {}", path, e);
    }
    return null;
  }

  /** Whether there is a file for a block; whether it is good shows when it is read. */
  boolean has(int[] prompt, int block) {
    return Files.exists(folder.resolve(file(prompt, block).name()));
  }

  /**
   * Notes that a block is in use, unless that was noted a short while ago.
   *
   * @param prompt the prompt
   * @param block index of the block
   * @param now the time
   * @param atMost how old the last note may be to be kept
   * @throws IOException if the file's time cannot be set
   */
  void touch(int[] prompt, int block, Instant now, Duration atMost) throws IOException {
    Path path = folder.resolve(file(prompt, block).name());
    try {
      if (Files.getLastModifiedTime(path).toInstant().isBefore(now.minus(atMost))) {
        Files.setLastModifiedTime(path, FileTime.from(now));
      }
    } catch (NoSuchFileException e) {
      // Another process has removed it: it is written again when it is used next.
      LOG.debug("{} has gone", path);
    }
  }

  /**
   * Writes a block: whole, or not at all. It is not forced to the medium: the checksum tells if it
   * never arrived there.
   *
   * @param prompt the prompt
   * @param block index of the block
   * @param values its keys and values
   * @param now the time, which becomes the file's
   * @throws IOException if it cannot be written
   */
  void write(int[] prompt, int block, byte[] values, Instant now) throws IOException {
    PrefixFile file = file(prompt, block);
    // The folder above too: names of folders tell which models somebody uses.
    Files.createDirectories(folder, ownersOnly("rwx------"));
    Path partial = folder.resolve(file.name() + "." + UUID.randomUUID() + UNFINISHED);
    try {
      try (FileChannel channel =
          FileChannel.open(
              partial,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              ownersOnly("rw-------"))) {
        for (ByteBuffer part : file.content(values)) {
          while (part.hasRemaining()) {
            channel.write(part);
          }
        }
      }
      Files.setLastModifiedTime(partial, FileTime.from(now));
      Files.move(partial, folder.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private PrefixFile file(int[] prompt, int block) {
    return new PrefixFile(identity, prompt, block, valueBytes);
  }

  /** A cleared buffer of that many bytes; the last one where it is large enough. */
  private ByteBuffer content(int bytes) {
    if (buffer == null || buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(bytes);
    }
    return buffer.clear().limit(bytes);
  }

  private FileAttribute<?>[] ownersOnly(String permissions) {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
