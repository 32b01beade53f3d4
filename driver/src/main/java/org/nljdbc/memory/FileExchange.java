package org.nljdbc.memory;

import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a file and a copy that others share the same. Used by one thread.
 *
 * @param <T> what the file holds; immutable
 */
final class FileExchange<T> {

  private final SharedFile<T> file;
  private final SharedFile.Format<T> format;
  private final Merge<T> merge;
  private final SharedCopy copy;

  /** The file's content when it was last the same as the copy; null if it has to be looked at. */
  private @Nullable T seen;

  /** What the copy held when it was last read. */
  private T base;

  private String version = "";

  /** Whether the file was there when it was last looked at. */
  private boolean wasThere;

  /** Brings together what two sides have made of one content. */
  @FunctionalInterface
  interface Merge<T> {
    T merge(T base, T mine, T theirs);
  }

  FileExchange(SharedFile<T> file, SharedFile.Format<T> format, Merge<T> merge, SharedCopy copy) {
    this.file = file;
    this.format = format;
    this.merge = merge;
    this.copy = copy;
    this.base = format.nothing();
  }

  /**
   * Looks at both, and brings what has changed in either to the other. Where another machine is
   * quicker, the rest is for the next time.
   *
   * @throws IOException if the copy cannot be reached or is no such text: the file is as it was, or
   *     has what the copy had
   * @throws SQLException 58030 if the file cannot be used
   */
  void run() throws IOException, SQLException {
    boolean isLost = wasThere && !file.exists();
    T mine = file.read();
    if (!isLost && isSame(mine) && copy.version().equals(version)) {
      return;
    }
    seen = null;
    SharedCopy.Held held = copy.read();
    // What was lost, and perhaps begun anew, does not say that everything was removed.
    boolean lives = !isLost && life(held.version()).equals(life(version));
    T before = lives ? base : format.nothing();
    T theirs = content(held.text());
    T now = mine;
    if (!format.write(merge.merge(before, mine, theirs)).equals(format.write(mine))) {
      now = file.change(newest -> merge.merge(before, newest, theirs));
    }
    wasThere = file.exists();
    base = theirs;
    version = held.version();
    String text = format.write(now);
    if (text.equals(held.text())) {
      seen = now;
      return;
    }
    SharedCopy.Held next = new SharedCopy.Held(after(version), text);
    if (copy.replace(version, next)) {
      base = now;
      version = next.version();
      seen = now;
    }
  }

  /** Versions name the life of the copy first: from its beginning until it is lost. */
  private static String after(String version) {
    String life = version.isEmpty() ? UUID.randomUUID().toString() : life(version);
    return life + "/" + UUID.randomUUID();
  }

  private static String life(String version) {
    return version.substring(0, Math.max(0, version.indexOf('/')));
  }

  @SuppressWarnings("ReferenceEquality") // a file that has not changed is not read anew
  private boolean isSame(T mine) {
    return mine == seen;
  }

  private T content(String text) throws IOException {
    try {
      return text.isEmpty() ? format.nothing() : format.read(text);
    } catch (LockSyntaxException e) {
      throw new IOException("the shared copy of the " + format.title() + ": " + e.getMessage(), e);
    }
  }
}
