package org.nljdbc.runtime.generate;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Keeps the files of all models' prefixes within bounds: what was not used for long goes, then the
 * least recently used until the rest is small enough. Of files that were used together the last
 * blocks go first, since nothing behind a missing block can be found. Other processes may do the
 * same at the same time.
 *
 * @param folder the folder that holds a folder for each model
 * @param maxBytes most bytes of all files together
 * @param maxAge longest time since a file was used last
 */
record PrefixTrim(Path folder, long maxBytes, Duration maxAge) {

  /** Most bytes where nothing else is said. */
  static final long MAX_BYTES = 1L << 30;

  /** Longest time where nothing else is said. */
  static final Duration MAX_AGE = Duration.ofDays(30);

  /** A file that has been unfinished for that long belongs to a process that was killed. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private record Entry(Path path, long bytes, Instant used) {}

  /**
   * Removes what is too old or too much.
   *
   * @param now the time
   * @throws IOException if the folder cannot be read, or a file not be removed
   */
  void run(Instant now) throws IOException {
    List<Entry> kept = new ArrayList<>();
    long bytes = 0;
    for (Entry entry : entries()) {
      boolean unfinished = entry.path().toString().endsWith(PrefixStore.UNFINISHED);
      if (entry.used().isBefore(now.minus(unfinished ? ABANDONED : maxAge))) {
        Files.deleteIfExists(entry.path());
      } else if (!unfinished) {
        kept.add(entry);
        bytes += entry.bytes();
      }
    }
    Comparator<Entry> lastBlocksFirst =
        Comparator.comparing((Entry entry) -> String.valueOf(entry.path().getFileName()))
            .reversed();
    kept.sort(Comparator.comparing(Entry::used).thenComparing(lastBlocksFirst));
    for (Entry entry : kept) {
      if (bytes <= maxBytes) {
        break;
      }
      Files.deleteIfExists(entry.path());
      bytes -= entry.bytes();
    }
  }

  private List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    // One level of folders, and no links: nothing outside is ever touched.
    Files.walkFileTree(
        folder,
        Set.of(),
        2,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
            String name = file.toString();
            boolean ours =
                name.endsWith(PrefixFile.SUFFIX) || name.endsWith(PrefixStore.UNFINISHED);
            if (ours && found.isRegularFile()) {
              entries.add(new Entry(file, found.size(), found.lastModifiedTime().toInstant()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              // Another process was faster.
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
    return entries;
  }
}
