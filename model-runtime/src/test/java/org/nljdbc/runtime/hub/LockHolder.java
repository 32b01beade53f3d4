package org.nljdbc.runtime.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.nljdbc.runtime.files.ProcessLock;

/** Another process that downloads: holds a lock until its input ends. */
final class LockHolder {

  private LockHolder() {}

  /**
   * Takes the lock, says so, and waits.
   *
   * @param arguments the file to lock
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (ProcessLock lock =
        ProcessLock.take(new ReentrantLock(), Path.of(arguments[0]), () -> {})) {
      System.out.println("held " + lock);
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
