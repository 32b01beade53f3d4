package org.nljdbc.runtime.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nljdbc.runtime.http.TimedBody;
import org.nljdbc.spi.LanguageModelException;

/**
 * Downloads one file into the cache: appended to {@code <etag>.incomplete}, by this process or a
 * later one, and renamed when it has the right content. Used by one thread.
 */
final class BlobDownload {

  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

  private final HubId id;
  private final HubApi api;
  private final RemoteFile file;
  private final Path blob;
  private final Path partial;
  private final Disk disk;
  private final DownloadProgress progress;
  private BlobDigest digest;

  /** Whether some of the file was there before, and may not be what it should be. */
  private boolean inherited;

  /**
   * Prepares a download.
   *
   * @param id the model
   * @param api asks the hub
   * @param file what to get
   * @param blob where to put it
   * @param disk writes it
   * @param progress told how much has come, what was there before included
   */
  BlobDownload(
      HubId id, HubApi api, RemoteFile file, Path blob, Disk disk, DownloadProgress progress) {
    this.id = id;
    this.api = api;
    this.file = file;
    this.blob = blob;
    this.partial = incomplete(blob);
    this.disk = disk;
    this.progress = progress;
    this.digest = new BlobDigest(file.etag(), file.size());
  }

  /** Where a file lies that has not come as a whole. */
  static Path incomplete(Path blob) {
    return blob.resolveSibling(blob.getFileName() + ".incomplete");
  }

  /**
   * Downloads.
   *
   * @param retry what to do about broken connections
   * @throws IOException if the connection broke too often; what has come is kept
   * @throws LanguageModelException if the hub refuses, the content is wrong, or the disk is full
   */
  void run(Retry retry) throws IOException, InterruptedException, LanguageModelException {
    begin();
    while (true) {
      long before = digest.count();
      try {
        if (digest.count() < file.size()) {
          receive();
        }
        if (finish()) {
          return;
        }
      } catch (IOException e) {
        retry.failed(e, digest.count() > before);
      }
    }
  }

  private void begin() throws InterruptedException, LanguageModelException {
    writing(
        () -> {
          if (Files.isRegularFile(partial)) {
            inherited = Files.size(partial) > 0;
            digest.add(partial);
            progress.add(digest.count());
          }
        });
    if (digest.count() > file.size()) {
      startAnew();
    }
  }

  private void startAnew() throws InterruptedException, LanguageModelException {
    writing(() -> Files.deleteIfExists(partial));
    progress.add(-digest.count());
    digest = new BlobDigest(file.etag(), file.size());
    inherited = false;
  }

  private void receive() throws IOException, InterruptedException, LanguageModelException {
    long have = digest.count();
    HubRequest request = file.request().from(have);
    try (HubReply reply = api.send(request)) {
      if (have > 0 && !continues(reply, have)) {
        startAnew();
        if (reply.status() != 200) {
          throw new IOException("the hub did not continue the file at byte " + have);
        }
      }
      append(request, reply.body());
    }
    if (digest.count() < file.size()) {
      throw new IOException("the file ended after " + digest.count() + " bytes");
    }
  }

  private boolean continues(HubReply reply, long have) {
    Matcher range = RANGE.matcher(reply.header("Content-Range"));
    return reply.status() == 206
        && range.matches()
        && Long.parseLong(range.group(1)) == have
        && (range.group(2).equals("*") || Long.parseLong(range.group(2)) == file.size());
  }

  private void append(HubRequest request, TimedBody body)
      throws IOException, InterruptedException, LanguageModelException {
    Appender[] opened = new Appender[1];
    writing(() -> opened[0] = disk.append(partial));
    try (Appender out = opened[0]) {
      for (List<ByteBuffer> piece = body.next(); piece != null; piece = body.next()) {
        for (ByteBuffer bytes : piece) {
          if (bytes.remaining() > file.size() - digest.count()) {
            writing(() -> Files.deleteIfExists(partial));
            throw HubErrors.strange(
                id,
                request,
                "the file has more than the " + file.size() + " bytes announced",
                null);
          }
          writing(() -> out.write(bytes));
          digest.add(bytes);
          progress.add(bytes.remaining());
        }
      }
      writing(out::sync);
    }
  }

  /** Whether the content is right; if not, and all of it came just now, that is an error. */
  private boolean finish() throws InterruptedException, LanguageModelException {
    String wrong = digest.wrong();
    if (wrong == null) {
      writing(
          () -> {
            if (file.size() == 0) {
              disk.append(partial).close();
            }
            Files.move(partial, blob, StandardCopyOption.ATOMIC_MOVE);
          });
      return true;
    }
    boolean excused = inherited;
    startAnew();
    if (!excused) {
      throw HubErrors.wrongHash(id, file.request(), file.etag(), wrong);
    }
    return false;
  }

  private interface Writing {
    void run() throws IOException;
  }

  /** A full disk is no broken connection: trying again at once would not help. */
  private void writing(Writing action) throws InterruptedException, LanguageModelException {
    try {
      action.run();
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      throw new InterruptedException();
    } catch (IOException e) {
      throw HubErrors.unwritable(id, partial, e);
    }
  }
}
