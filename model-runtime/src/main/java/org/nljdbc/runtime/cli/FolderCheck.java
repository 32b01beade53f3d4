package org.nljdbc.runtime.cli;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks at the user's folders: whether they can be written, who may read them, what is free. */
final class FolderCheck {

  /** What native libraries and an unpacked model take, roughly. */
  private static final long DISK_BYTES = 1_500L << 20;

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private FolderCheck() {}

  /**
   * Looks at both folders.
   *
   * @param state where pins and what runs is kept
   * @param cache where is kept what can be made again
   */
  static List<Finding> all(Path state, Path cache) {
    List<Finding> all = new ArrayList<>();
    all.add(writable("state folder", state, "XDG_STATE_HOME"));
    all.add(ownersOnly(state));
    all.add(writable("cache folder", cache, "XDG_CACHE_HOME"));
    all.add(room(cache));
    return all;
  }

  /** The folder itself, or the nearest above it that is there. */
  private static Path existing(Path folder) {
    Path at = folder.toAbsolutePath();
    while (at.getParent() != null && !Files.exists(at)) {
      at = at.getParent();
    }
    return at;
  }

  static Finding writable(String name, Path folder, String variable) {
    Path at = existing(folder);
    String advice = "Make it writable, or name another in " + variable + ".";
    if (!Files.isDirectory(at)) {
      return Finding.fail("The " + name + " " + folder + " cannot be made", advice);
    }
    try {
      // Asking is not enough: to root, and on some shares, everything seems to be writable.
      Files.delete(Files.createTempFile(at, "nl-doctor", ".tmp"));
    } catch (IOException e) {
      return Finding.fail("The " + name + " " + folder + " cannot be written", advice);
    }
    return Finding.ok(
        "The " + name + " " + folder + (Files.exists(folder) ? " is writable" : " can be made"));
  }

  static Finding ownersOnly(Path folder) {
    if (!Files.exists(folder)) {
      return Finding.ok("The state folder is not there yet");
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
      return permissions.stream().anyMatch(OTHERS::contains)
          ? Finding.warn(
              "Others may read the state folder " + folder,
              "It holds pinned questions: chmod 700 " + folder)
          : Finding.ok("Only you may read the state folder");
    } catch (UnsupportedOperationException windows) {
      return Finding.ok("Who may read the state folder is up to the folder of your user");
    } catch (IOException e) {
      return Finding.fail("Nobody knows who may read " + folder, "Look at its permissions.");
    }
  }

  private static Finding room(Path cache) {
    try {
      FileStore store = Files.getFileStore(existing(cache));
      long free = store.getUsableSpace();
      String what = (free >> 20) + " MiB are free at the cache folder";
      // Some network shares say 0, though they have room.
      return free > 0 && free < DISK_BYTES
          ? Finding.warn(
              what,
              "Unpacking libraries and model takes up to "
                  + (DISK_BYTES >> 20)
                  + " MiB: make room, or name another folder in XDG_CACHE_HOME.")
          : Finding.ok(what);
    } catch (IOException e) {
      return Finding.warn("Nobody knows how much is free at " + cache, "Look at the disk.");
    }
  }
}
