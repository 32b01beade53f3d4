package org.nljdbc.runtime.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Chooses how many threads to compute with. OpenMP threads wait for each other after every
 * operation: where another program holds one of the processors, all of them wait for it, and two
 * threads become slower than one.
 *
 * <p>Counts what other programs used of the machine lately: the processor time of all programs less
 * our own, from {@code /proc}. Where there is no such folder it assumes an idle machine.
 */
final class SpareProcessors {

  /** Ticks of a second in {@code /proc}, the same on every Linux. */
  private static final double TICKS = 100;

  private static final long WINDOW_NANOS = 500_000_000L;

  private final int most;
  private final Path proc;
  private final LongSupplier clock;
  private long since;
  private long othersSince = -1;
  private int threads;

  /**
   * Watches this machine.
   *
   * @param most most threads to use, or 0 for as many as this process may use
   */
  SpareProcessors(int most) {
    this(
        most > 0 ? most : Runtime.getRuntime().availableProcessors(),
        Path.of("/proc"),
        System::nanoTime);
  }

  SpareProcessors(int most, Path proc, LongSupplier clock) {
    this.most = most;
    this.proc = proc;
    this.clock = clock;
    this.threads = most;
    count();
  }

  /**
   * Threads to use now; looks again twice a second at most.
   *
   * @return 1 to the most allowed
   */
  int count() {
    long now = clock.getAsLong();
    if (othersSince >= 0 && now - since < WINDOW_NANOS) {
      return threads;
    }
    try {
      List<String> machine = Files.readAllLines(proc.resolve("stat"));
      long others = busy(machine.get(0)) - own(Files.readString(proc.resolve("self/stat")));
      if (othersSince >= 0) {
        double used = (others - othersSince) / TICKS / ((now - since) / 1e9);
        long spare = Math.round(processors(machine) - used);
        threads = (int) Math.max(1, Math.min(most, spare));
      }
      othersSince = others;
      since = now;
    } catch (IOException | RuntimeException e) {
      threads = most;
    }
    return threads;
  }

  /** Ticks that any program ran: {@code cpu user nice system idle iowait irq softirq ...}. */
  private static long busy(String line) {
    String[] fields = line.trim().split("\\s+");
    return Long.parseLong(fields[1]) + Long.parseLong(fields[2]) + Long.parseLong(fields[3]);
  }

  private static long processors(List<String> lines) {
    return lines.stream().filter(line -> line.matches("cpu\\d+ .*")).count();
  }

  /** Ticks that this process ran: fields 14 and 15, counted from behind the command's name. */
  private static long own(String line) {
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }
}
