package org.nljdbc.runtime.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.runtime.files.ProcessLock;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models of a hub in the cache that Hugging Face's tools share. What is complete there is used as
 * it is, and the network with it not at all; what is missing is downloaded.
 */
public final class HubModels {

  private static final Logger LOG = LoggerFactory.getLogger(HubModels.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Held by the thread that downloads. */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private final HubEnvironment environment;
  private final Disk disk;
  private final Pause pause;
  private final Duration patience;

  /**
   * Makes it.
   *
   * @param environment where the hub and its cache are
   */
  public HubModels(HubEnvironment environment) {
    this(environment, Disk.REAL, Pause.SLEEP, PATIENCE);
  }

  HubModels(HubEnvironment environment, Disk disk, Pause pause, Duration patience) {
    this.environment = environment;
    this.disk = disk;
    this.pause = pause;
    this.patience = patience;
  }

  /**
   * A model's files, as {@link #model(HubId, Progress)} finds them.
   *
   * @param id the model
   * @param progress told how far the download is
   * @param abandoned ends the download, within some hundredths of a second; a later call goes on
   *     where it ended
   * @return the folder of its snapshot, or its GGUF file; the first of several
   * @throws LanguageModelException as without; CANCELLED also if it was abandoned
   */
  public Path model(HubId id, Progress progress, Cancellation abandoned)
      throws LanguageModelException {
    try (Abandonment watch = Abandonment.watch(abandoned)) {
      return model(id, progress);
    }
  }

  /**
   * A model's files; downloads them if need be, which may take hours. An interrupt of the thread
   * ends the download, and a later call goes on where it ended.
   *
   * @param id the model
   * @param progress told how far the download is
   * @return the folder of its snapshot, or its GGUF file; the first of several
   * @throws LanguageModelException NOT_FOUND if the hub does not have it or does not give it out,
   *     or must not be asked; CORRUPT if what it sends is wrong; UNSUPPORTED if the model has no
   *     weights of a known form; OVERLOADED if the hub is; CANCELLED if the thread was interrupted;
   *     FAILED if there is no network, no room on the disk, or no valid environment
   */
  public Path model(HubId id, Progress progress) throws LanguageModelException {
    Path root = root();
    HubCache cache = new HubCache(root, id);
    Path there = cache.model();
    if (there != null) {
      return there;
    }
    if (environment.offline()) {
      throw HubErrors.offline(id, root);
    }
    URI endpoint = endpoint();
    try (ProcessLock lock = lock(id, cache, progress)) {
      LOG.debug("took {}", lock);
      Path meanwhile = cache.model();
      return meanwhile != null ? meanwhile : download(id, cache, endpoint, progress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw HubErrors.cancelled(id, e);
    }
  }

  private static ProcessLock lock(HubId id, HubCache cache, Progress progress)
      throws InterruptedException, LanguageModelException {
    try {
      return ProcessLock.take(
          ONE_AT_A_TIME,
          cache.lock(),
          () -> progress.at("waiting for another download of " + id, 0));
    } catch (IOException e) {
      throw HubErrors.unwritable(id, cache.lock(), e);
    }
  }

  private Path download(HubId id, HubCache cache, URI endpoint, Progress progress)
      throws InterruptedException, LanguageModelException {
    LOG.info("downloading {} from {} into {}", id, endpoint, cache.blobs());
    HubHttp http = new HubHttp(endpoint, environment.token(), patience);
    HubApi api = new HubApi(http, endpoint.toString(), id);
    try {
      Snapshot snapshot = new SnapshotDownload(id, api, cache, disk, pause).run(progress);
      Path model = snapshot.model();
      if (model == null) {
        throw new LanguageModelException(
            Kind.UNSUPPORTED,
            "The model "
                + id
                + " lacks config.json or tokenizer.json, which this runtime needs. Choose another"
                + " model.");
      }
      return model;
    } catch (IOException e) {
      throw HubErrors.unreachable(id, endpoint.getHost(), e);
    }
  }

  private Path root() throws LanguageModelException {
    try {
      return Path.of(environment.cache()).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw HubErrors.environment("HF_HUB_CACHE or HF_HOME", environment.cache(), "a folder");
    }
  }

  private URI endpoint() throws LanguageModelException {
    URI uri = uri(environment.endpoint().replaceFirst("/+$", ""));
    // What stands before an @ would be a password, which belongs into no message.
    if (uri == null
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || !String.valueOf(uri.getScheme()).matches("(?i)https?")) {
      throw HubErrors.environment(
          "HF_ENDPOINT",
          environment.endpoint().replaceFirst("//.*@", "//...@"),
          "an address such as https://huggingface.co, without user or query");
    }
    return uri;
  }

  private static @Nullable URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      LOG.debug("not an address: {}", ModelFileErrors.shown(text.replaceFirst("//.*@", "//...@")));
      return null;
    }
  }
}
