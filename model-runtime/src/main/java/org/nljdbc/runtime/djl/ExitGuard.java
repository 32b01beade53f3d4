package org.nljdbc.runtime.djl;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/**
 * Keeps this process from ending in the middle of native code. When a JVM ends, its daemon threads
 * run on while libtorch's own end is run, and one that computes then, such as a schema that is read
 * ahead, brings the process down with a crash instead of its exit status. So the end waits for the
 * call that runs, and no other one begins.
 */
public final class ExitGuard {

  /** Of this process; does nothing before its first call. */
  public static final ExitGuard PROCESS = new ExitGuard();

  private static final long CALL_SECONDS = 10;
  private static final long REQUEST_SECONDS = 5;
  private static final long HOLD_SECONDS = 300;

  private final ReentrantReadWriteLock calls = new ReentrantReadWriteLock();
  private final Count requests = new Count();
  private final Count holds = new Count();
  private final AtomicBoolean watching = new AtomicBoolean();
  private volatile boolean ending;

  ExitGuard() {}

  /** Something that is let end first. */
  public interface Hold extends AutoCloseable {
    /** It has ended. */
    @Override
    void close();
  }

  /**
   * Runs native code.
   *
   * @param task what to run, some seconds at most
   * @param <T> what it returns
   * @return the task's result
   * @throws LanguageModelException CANCELLED if the process is ending
   * @throws Exception what the task throws
   */
  public <T> T call(Callable<T> task) throws Exception {
    if (watching.compareAndSet(false, true)) {
      watch();
    }
    if (ending || !calls.readLock().tryLock()) {
      throw ended();
    }
    try {
      if (ending) {
        throw ended();
      }
      return task.call();
    } finally {
      calls.readLock().unlock();
    }
  }

  /**
   * Frees what native code holds; left to the end of the process if that has begun.
   *
   * @param release frees it
   */
  public void free(Runnable release) {
    if (ending || !calls.readLock().tryLock()) {
      return;
    }
    try {
      if (!ending) {
        release.run();
      }
    } finally {
      calls.readLock().unlock();
    }
  }

  private void watch() throws LanguageModelException {
    try {
      // Hooks stay until the end, so this one keeps nothing of whoever happened to ask first.
      Thread hook = new Thread(null, this::end, "nl-jdbc-end", 0, false);
      hook.setContextClassLoader(ExitGuard.class.getClassLoader());
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      ending = true; // it has begun
      throw ended();
    }
  }

  private static LanguageModelException ended() {
    return new LanguageModelException(Kind.CANCELLED, "The program is ending.");
  }

  /** Somebody waits for an answer: the process may end a few seconds later for it. */
  public Hold request() {
    return requests.begin();
  }

  /** Something has an end of its own, in a shutdown hook, which may need native code. */
  public Hold hold() {
    return holds.begin();
  }

  /** The process ends when this returns. */
  void end() {
    if (ending) {
      return; // the lock is taken already
    }
    try {
      holds.awaitNone(HOLD_SECONDS);
      requests.awaitNone(REQUEST_SECONDS);
      ending = true;
      // Not given back: nothing may begin any more. If a call takes longer, so be it.
      var unused = calls.writeLock().tryLock(CALL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many things go on. */
  private static final class Count {
    private int running;

    synchronized Hold begin() {
      running++;
      AtomicBoolean ended = new AtomicBoolean();
      return () -> {
        if (ended.compareAndSet(false, true)) {
          end();
        }
      };
    }

    private synchronized void end() {
      running--;
      notifyAll();
    }

    synchronized void awaitNone(long seconds) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      while (running > 0 && end - System.nanoTime() > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
      }
    }
  }
}
