package org.nljdbc.runtime.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nljdbc.runtime.hub.HubApi.Listing;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Progress;

/**
 * Downloads what a model needs and the cache does not have: first the small files, since one of
 * them says which the large ones are, and so that a snapshot with weights has everything else.
 */
final class SnapshotDownload {

  private static final int AT_ONCE = 4;
  private static final long MOST_SMALL = 64L << 20;
  private static final long MOST_WEIGHTS = 1L << 40;

  private final HubId id;
  private final HubApi api;
  private final HubCache cache;
  private final Disk disk;
  private final Pause pause;

  /**
   * Prepares a download.
   *
   * @param id the model
   * @param api asks the hub
   * @param cache keeps the files
   * @param disk writes them
   * @param pause waits between attempts
   */
  SnapshotDownload(HubId id, HubApi api, HubCache cache, Disk disk, Pause pause) {
    this.id = id;
    this.api = api;
    this.cache = cache;
    this.disk = disk;
    this.pause = pause;
  }

  /**
   * Downloads.
   *
   * @param progress told how far the weights are
   * @return the snapshot
   * @throws IOException if the connection broke too often
   */
  Snapshot run(Progress progress) throws IOException, InterruptedException, LanguageModelException {
    progress.at("asking for " + id, 0);
    Listing listing = new Retry(pause).call(api::listing);
    Snapshot snapshot = cache.snapshot(listing.commit());
    writing(
        cache.blobs(),
        () -> {
          Files.createDirectories(cache.blobs());
          cache.commit(listing.commit());
        });
    fetch(listing.commit(), Snapshot.small(listing.files()), MOST_SMALL, Progress.NONE);
    List<String> weights = snapshot.weights(listing.files());
    if (weights.isEmpty()) {
      throw HubErrors.noWeights(id);
    }
    fetch(listing.commit(), weights, MOST_WEIGHTS, progress);
    return snapshot;
  }

  private void fetch(String commit, List<String> names, long most, Progress progress)
      throws IOException, InterruptedException, LanguageModelException {
    Map<String, RemoteFile> files = new ConcurrentHashMap<>();
    Workers.forEach(
        AT_ONCE,
        names,
        name -> files.put(name, new Retry(pause).call(() -> api.describe(commit, name, most))));
    // Two names may have one content, which must not be written by two threads.
    Map<String, RemoteFile> missing = new LinkedHashMap<>();
    writing(
        cache.blobs(),
        () -> {
          for (RemoteFile file : files.values()) {
            Path blob = cache.blob(file.etag());
            if (!Files.isRegularFile(blob) || Files.size(blob) != file.size()) {
              missing.put(file.etag(), file);
            }
          }
        });
    checkRoom(missing.values());
    long all = missing.values().stream().mapToLong(RemoteFile::size).sum();
    DownloadProgress told = new DownloadProgress(progress, id, all);
    Workers.forEach(
        AT_ONCE,
        List.copyOf(missing.values()),
        file ->
            new BlobDownload(id, api, file, cache.blob(file.etag()), disk, told)
                .run(new Retry(pause)));
    for (RemoteFile file : files.values()) {
      Path link = cache.snapshot(commit).folder().resolve(file.name());
      writing(
          link,
          () -> {
            if (!Files.isRegularFile(link) || Files.size(link) != file.size()) {
              cache.link(file.etag(), commit, file.name());
            }
          });
    }
    told.finish();
  }

  private void checkRoom(Collection<RemoteFile> missing) throws LanguageModelException {
    long[] numbers = new long[2];
    writing(
        cache.blobs(),
        () -> {
          for (RemoteFile file : missing) {
            Path partial = BlobDownload.incomplete(cache.blob(file.etag()));
            long there = Files.isRegularFile(partial) ? Files.size(partial) : 0;
            numbers[0] += Math.max(0, file.size() - there);
          }
          numbers[1] = disk.usableBytes(cache.blobs());
        });
    // Some network shares say 0, though they have room.
    if (numbers[0] > numbers[1] && numbers[1] > 0) {
      throw HubErrors.tooLarge(id, cache.blobs(), numbers[0], numbers[1]);
    }
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void writing(Path path, Writing action) throws LanguageModelException {
    try {
      action.run();
    } catch (IOException e) {
      throw HubErrors.unwritable(id, path, e);
    }
  }
}
