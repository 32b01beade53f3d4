package org.nljdbc.runtime.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * One model's part of the cache that Hugging Face's tools share: {@code
 * models--org--name/{refs/<revision>,blobs/<etag>,snapshots/<commit>/<file>}}.
 */
final class HubCache {

  private static final long MAX_REF_BYTES = 256;

  private final HubId id;
  private final Path root;
  private final Path folder;

  /**
   * Describes it.
   *
   * @param root the cache
   * @param id the model
   */
  HubCache(Path root, HubId id) {
    this.id = id;
    this.root = root;
    this.folder = root.resolve("models--" + id.organisation() + "--" + id.name());
  }

  /** What the revision is by the cache, or null if it does not know or cannot tell. */
  @Nullable String commit() {
    if (id.isPinned()) {
      return id.revision();
    }
    Path ref = ref();
    try {
      if (!Files.isRegularFile(ref) || Files.size(ref) > MAX_REF_BYTES) {
        return null;
      }
      String commit = new String(Files.readAllBytes(ref), StandardCharsets.ISO_8859_1).trim();
      return HubId.isCommit(commit) ? commit : null;
    } catch (IOException e) {
      return null; // the hub is asked then
    }
  }

  /** Writes what the revision is. */
  void commit(String commit) throws IOException {
    if (!id.isPinned()) {
      Path ref = ref();
      Files.createDirectories(ref.resolveSibling(""));
      Path partial = ref.resolveSibling(ref.getFileName() + ".incomplete");
      Files.writeString(partial, commit);
      Files.move(partial, ref, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private Path ref() {
    return folder.resolve("refs").resolve(id.revision());
  }

  /** What to open, or null if the cache does not have all of it. */
  @Nullable Path model() {
    String commit = commit();
    return commit == null ? null : snapshot(commit).model();
  }

  /** A commit's snapshot; it need not exist. */
  Snapshot snapshot(String commit) {
    return new Snapshot(folder.resolve("snapshots").resolve(commit));
  }

  /** Where a file's content is, whatever its name. */
  Path blob(String etag) {
    return blobs().resolve(etag);
  }

  /** The folder of the contents. */
  Path blobs() {
    return folder.resolve("blobs");
  }

  /** What is locked while something is downloaded. */
  Path lock() {
    return root.resolve(".locks").resolve(String.valueOf(folder.getFileName())).resolve("nl-jdbc");
  }

  /**
   * Gives a content a name: by a link, so that it lies on the disk once, or else by a copy.
   *
   * @param etag the content
   * @param commit the commit
   * @param name the name
   */
  void link(String etag, String commit, String name) throws IOException {
    Path link = snapshot(commit).folder().resolve(name);
    Files.createDirectories(snapshot(commit).folder());
    Files.deleteIfExists(link); // a link whose content was gone
    Path blob = blob(etag);
    try {
      Files.createSymbolicLink(link, Path.of("..", "..", "blobs", etag));
    } catch (IOException | UnsupportedOperationException noSymbolicLinks) {
      try {
        Files.createLink(link, blob);
      } catch (IOException | UnsupportedOperationException noLinks) {
        Path partial = link.resolveSibling(name + ".incomplete");
        Files.copy(blob, partial, StandardCopyOption.REPLACE_EXISTING);
        Files.move(partial, link, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }
}
