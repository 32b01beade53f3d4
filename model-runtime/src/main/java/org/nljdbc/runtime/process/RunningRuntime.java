package org.nljdbc.runtime.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.RuntimeVersion;
import org.nljdbc.spi.LanguageModelException;

/**
 * A runtime's own side: that it lives is a lock which ends with its process, and how it is reached
 * stands in its entry as long as it takes questions.
 */
public final class RunningRuntime implements AutoCloseable {

  private static final int TRIES = 40;
  private static final long POLL_MILLIS = 50;

  private final RuntimeFiles files;
  private final FileChannel channel;

  private RunningRuntime(RuntimeFiles files, FileChannel channel) {
    this.files = files;
    this.channel = channel;
  }

  /**
   * Becomes the runtime of these files.
   *
   * @param folder the folder of the files
   * @param key which runtime
   * @return this side of it; null if another process is that runtime
   * @throws IOException if the folder cannot be written
   */
  public static @Nullable RunningRuntime begin(Path folder, String key)
      throws IOException, InterruptedException {
    RuntimeFiles files = new RuntimeFiles(folder, key);
    files.makeFolder();
    FileChannel channel =
        FileChannel.open(files.runLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    // Whoever asks whether a runtime lives holds the lock for a moment.
    for (int i = 0; i < TRIES; i++) {
      FileLock lock = channel.tryLock();
      if (lock != null && lock.isValid()) {
        return new RunningRuntime(files, channel);
      }
      Thread.sleep(POLL_MILLIS);
    }
    channel.close();
    return null;
  }

  /**
   * Says how it is reached.
   *
   * @param port where it listens at 127.0.0.1
   * @param token what lets a caller in
   * @param model its model's id
   * @param idleSeconds after how long without a question it ends
   */
  public void announce(int port, String token, String model, int idleSeconds) throws IOException {
    long pid = ProcessHandle.current().pid();
    long now = System.currentTimeMillis();
    new RuntimeEntry(
            pid, port, token, RuntimeVersion.text(), model, now, idleSeconds, HostId.here())
        .write(files.entryFile());
  }

  /** Says why there will be none. */
  public void fail(LanguageModelException failure) throws IOException {
    StartFailure.write(files.failure(), failure);
  }

  /**
   * Whether a program that nobody told where its model is to be has it open: then the runtime
   * waits, as a model in that program would.
   */
  public boolean hasUsers() {
    try {
      return files.users() > 0;
    } catch (IOException e) {
      return false; // nobody can be told of this runtime any more
    }
  }

  /** Takes no new programs: whoever comes now waits for the end and starts another. */
  public void withdraw() throws IOException {
    Files.deleteIfExists(files.entryFile());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
