package org.nljdbc.runtime.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.nljdbc.runtime.weights.GgufModel;
import org.nljdbc.runtime.weights.HuggingFaceSnapshot;
import org.nljdbc.runtime.weights.TensorInfo;
import org.nljdbc.runtime.weights.WeightSource;

/**
 * Prints how long it takes to open a model and to read and dequantise all its numbers. Arguments: a
 * GGUF file or a snapshot folder, threads (2), rounds (5).
 */
public final class WeightsBench {

  private static final int SLICE_NUMBERS = 1 << 20;

  private WeightsBench() {}

  private record Slice(String name, int firstRow, int rows) {}

  /** Runs the bench. */
  public static void main(String[] args) throws Exception {
    Path path = Path.of(args[0]);
    int threads = args.length > 1 ? Integer.parseInt(args[1]) : 2;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      try (WeightSource weights =
          Files.isDirectory(path)
              ? HuggingFaceSnapshot.open(path)
              : GgufModel.open(path).weights()) {
        long opened = System.nanoTime();
        long numbers = readAll(weights, threads);
        long read = System.nanoTime();
        System.out.printf(
            Locale.ROOT,
            "%s: opened in %.3f s, %.1f M numbers dequantised in %.3f s by %d threads%n",
            weights.fingerprint().substring(0, 12),
            (opened - start) / 1e9,
            numbers / 1e6,
            (read - opened) / 1e9,
            threads);
      }
    }
  }

  private static long readAll(WeightSource weights, int threads) throws Exception {
    ConcurrentLinkedQueue<Slice> queue = new ConcurrentLinkedQueue<>();
    int longestRow = 1;
    for (String name : weights.names()) {
      TensorInfo info = weights.info(name);
      longestRow = Math.max(longestRow, info.rowLength());
      int step = Math.max(1, SLICE_NUMBERS / info.rowLength());
      for (int row = 0; row < info.rows(); row += step) {
        queue.add(new Slice(name, row, Math.min(step, info.rows() - row)));
      }
    }
    int capacity = Math.max(SLICE_NUMBERS, longestRow);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Long>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        parts.add(pool.submit(() -> readSlices(weights, queue, capacity)));
      }
      long numbers = 0;
      for (Future<Long> part : parts) {
        numbers += part.get();
      }
      return numbers;
    } finally {
      pool.shutdown();
    }
  }

  private static long readSlices(
      WeightSource weights, ConcurrentLinkedQueue<Slice> queue, int capacity) throws Exception {
    FloatBuffer target =
        ByteBuffer.allocateDirect(capacity * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    long numbers = 0;
    for (Slice slice = queue.poll(); slice != null; slice = queue.poll()) {
      weights.readRows(slice.name(), slice.firstRow(), slice.rows(), target);
      numbers += (long) slice.rows() * weights.info(slice.name()).rowLength();
    }
    return numbers;
  }
}
