package org.nljdbc.runtime.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.nljdbc.runtime.weights.ModelConfig;
import org.nljdbc.runtime.weights.TensorInfo;
import org.nljdbc.runtime.weights.WeightSource;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the weights of a model into a decoder.
 *
 * <p>Several threads convert one matrix each, piece by piece, so that 32-bit copies never take more
 * than some megabytes; the matrices are handed over in their order.
 */
public final class DecoderLoader {

  private static final Logger LOG = LoggerFactory.getLogger(DecoderLoader.class);

  /** Numbers of a piece: 4 MiB as 32-bit floats. */
  private static final int PIECE = 1 << 20;

  private final TorchProgram program;
  private final WeightSource weights;
  private final DecoderShape shape;
  private final Numerics numerics;
  private final Progress progress;
  private final String name;
  private final AtomicLong done = new AtomicLong();
  private final long all;

  private DecoderLoader(
      TorchProgram program,
      WeightSource weights,
      Numerics numerics,
      String name,
      Progress progress) {
    this.program = program;
    this.weights = weights;
    this.shape = DecoderShape.of(weights.config());
    this.numerics = numerics;
    this.name = name;
    this.progress = progress;
    this.all = numbers(weights.config());
  }

  /**
   * Loads a decoder; call it on its inference thread.
   *
   * @param weights where the weights come from; not needed afterwards
   * @param numerics how to compute; without an int8 kernel 32-bit floats stand in for int8
   * @param device where: {@code "cpu"}, {@code "cuda:0"} ...
   * @param threads how many threads convert weights, 1 or more
   * @param name what is loaded, for people
   * @param progress told how far it is
   * @return the decoder, without room in its cache yet
   * @throws LanguageModelException if a tensor is missing or has the wrong shape, or memory is
   *     short
   */
  public static Decoder load(
      WeightSource weights,
      Numerics numerics,
      String device,
      int threads,
      String name,
      Progress progress)
      throws LanguageModelException {
    byte[] bytes = ProgramFile.read();
    TorchProgram program = TorchProgram.load(bytes);
    try {
      TorchProgram.setThreads(1);
      Int8Kernel.Kind kernel = Int8Kernel.find(program);
      Numerics possible = numerics;
      if (numerics == Numerics.INT8 && kernel == Int8Kernel.Kind.NONE) {
        LOG.warn("this processor has no int8 kernel: {} takes four times the memory", name);
        possible = Numerics.FLOAT32;
      }
      DecoderLoader loader = new DecoderLoader(program, weights, possible, name, progress);
      loader.configure(device, kernel);
      loader.loadAll(threads);
      progress.at("loading " + name, 1);
      return new Decoder(
          program, loader.shape, possible, ProgramFile.digest(bytes, possible + " " + kernel));
    } catch (LanguageModelException | RuntimeException | Error e) {
      program.close();
      throw e;
    }
  }

  private void configure(String device, Int8Kernel.Kind kernel) throws LanguageModelException {
    long[] sizes = {
      shape.layers(), shape.heads(), shape.kvHeads(), shape.headDim(), shape.hidden(), Decoder.BLOCK
    };
    program.run(
        "setting up the decoder",
        "configure",
        sizes,
        shape.rmsEpsilon(),
        shape.frequencies(),
        numerics.code(),
        kernel == Int8Kernel.Kind.OWN_RANGE,
        device);
  }

  private void loadAll(int threads) throws LanguageModelException {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "nl-jdbc-loader");
              thread.setDaemon(true);
              return thread;
            });
    List<Future<TorchProgram.Handle>> matrices = new ArrayList<>();
    try {
      List<Plan> plans = plans();
      for (Plan plan : plans) {
        matrices.add(pool.submit(() -> convert(plan)));
      }
      for (int i = 0; i < plans.size(); i++) {
        try (TorchProgram.Handle matrix = await(matrices.get(i))) {
          handOver(plans.get(i), matrix);
        }
      }
      loadVectors();
    } finally {
      matrices.forEach(future -> future.cancel(true));
      pool.shutdownNow();
      awaitEnd(pool);
      matrices.forEach(DecoderLoader::discard);
    }
  }

  /** A matrix of the program: which tensors it consists of, one below the other. */
  private record Plan(int index, List<Part> parts, int columns, boolean embedding) {
    int rows() {
      return parts.stream().mapToInt(Part::rows).sum();
    }
  }

  /** A tensor of a matrix; {@code heads} of its rows are rotary pairs, or 0. */
  private record Part(String tensor, int rows, int heads) {}

  private List<Plan> plans() {
    List<Plan> plans = new ArrayList<>();
    int hidden = shape.hidden();
    int width = shape.heads() * shape.headDim();
    int kvWidth = shape.kvHeads() * shape.headDim();
    plans.add(
        new Plan(
            -1, List.of(new Part(WeightNames.EMBEDDING, shape.vocabulary(), 0)), hidden, true));
    for (int layer = 0; layer < shape.layers(); layer++) {
      WeightNames names = new WeightNames(layer);
      List<Part> qkv =
          List.of(
              new Part(names.query(), width, shape.heads()),
              new Part(names.key(), kvWidth, shape.kvHeads()),
              new Part(names.value(), kvWidth, 0));
      plans.add(new Plan(4 * layer, qkv, hidden, false));
      plans.add(
          new Plan(4 * layer + 1, List.of(new Part(names.output(), hidden, 0)), width, false));
      List<Part> gateUp =
          List.of(
              new Part(names.gate(), shape.intermediate(), 0),
              new Part(names.up(), shape.intermediate(), 0));
      plans.add(new Plan(4 * layer + 2, gateUp, hidden, false));
      plans.add(
          new Plan(
              4 * layer + 3,
              List.of(new Part(names.down(), hidden, 0)),
              shape.intermediate(),
              false));
    }
    if (!headIsEmbedding()) {
      String head = tied() ? WeightNames.EMBEDDING : WeightNames.HEAD;
      plans.add(
          new Plan(
              4 * shape.layers(), List.of(new Part(head, shape.vocabulary(), 0)), hidden, false));
    }
    return plans;
  }

  private boolean tied() {
    return WeightNames.tied(weights);
  }

  /** Whether the program may use the embedding itself as its head; int8 heads are packed. */
  private boolean headIsEmbedding() {
    return tied() && numerics != Numerics.INT8;
  }

  /** Runs on a loader's thread. */
  private TorchProgram.Handle convert(Plan plan) throws LanguageModelException {
    TorchProgram.prepareThread();
    String doing = "loading " + plan.parts().get(0).tensor();
    TorchProgram.Handle matrix =
        program.handle(doing, "blank", plan.rows(), plan.columns(), plan.embedding());
    try {
      int first = 0;
      for (Part part : plan.parts()) {
        fill(doing, matrix, first, part, plan.columns());
        first += part.rows();
      }
      if (numerics == Numerics.INT8 && !plan.embedding()) {
        try (matrix) {
          return program.handle(doing, "pack8", matrix);
        }
      }
      return matrix;
    } catch (LanguageModelException | RuntimeException | Error e) {
      matrix.close();
      throw e;
    }
  }

  private void fill(String doing, TorchProgram.Handle matrix, int first, Part part, int columns)
      throws LanguageModelException {
    TensorInfo info = weights.info(part.tensor());
    MappedTensor mapped = MappedTensor.of(info);
    int unit = part.heads() > 0 ? part.rows() / part.heads() : 1;
    int step = Math.max(1, PIECE / columns / unit) * unit;
    ByteBuffer buffer =
        mapped != null ? ByteBuffer.allocate(0) : direct(Math.min(step, part.rows()), columns);
    try (TorchProgram.Handle file = mapped != null ? mapped.open(program) : null) {
      for (int row = 0; row < part.rows(); row += step) {
        int rows = Math.min(step, part.rows() - row);
        int heads = part.heads() > 0 ? rows / unit : 0;
        if (file != null && mapped != null) {
          try (TorchProgram.Handle piece = mapped.rows(program, file, row, rows)) {
            program.run(doing, "fill", matrix, first + row, piece, heads);
          }
        } else {
          weights.readRows(part.tensor(), row, rows, buffer.asFloatBuffer());
          program.run(
              doing,
              "fill",
              matrix,
              first + row,
              new TorchProgram.Matrix(buffer, rows, columns),
              heads);
        }
        long soFar = done.addAndGet((long) rows * columns);
        progress.at("loading " + name, Math.min(0.999, soFar / (double) all));
      }
    }
  }

  private void handOver(Plan plan, TorchProgram.Handle matrix) throws LanguageModelException {
    String doing = "loading " + plan.parts().get(0).tensor();
    if (plan.embedding()) {
      program.run(doing, "set_embedding", matrix, tied());
    } else if (numerics == Numerics.INT8) {
      program.run(doing, "set_int8", matrix);
    } else {
      program.run(doing, "set_dense", plan.index(), matrix);
    }
  }

  private void loadVectors() throws LanguageModelException {
    int last = 2 * shape.layers();
    for (int layer = 0; layer < shape.layers(); layer++) {
      WeightNames names = new WeightNames(layer);
      setGain(2 * layer, names.attentionNorm());
      setGain(2 * layer + 1, names.mlpNorm());
      if (weights.config().qkvBias()) {
        program.run(
            "loading the biases",
            "set_bias",
            layer,
            vector(names.queryBias(), shape.heads() * shape.headDim()),
            vector(names.keyBias(), shape.kvHeads() * shape.headDim()),
            vector(names.valueBias(), shape.kvHeads() * shape.headDim()));
      }
    }
    setGain(last, WeightNames.FINAL_NORM);
  }

  private void setGain(int index, String tensor) throws LanguageModelException {
    program.run("loading " + tensor, "set_gain", index, vector(tensor, shape.hidden()));
  }

  private TorchProgram.Matrix vector(String tensor, int length) throws LanguageModelException {
    ByteBuffer buffer = direct(1, length);
    weights.readRows(tensor, 0, 1, buffer.asFloatBuffer());
    return new TorchProgram.Matrix(buffer, 1, length);
  }

  private static ByteBuffer direct(int rows, int columns) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(4, Math.multiplyExact(rows, columns)))
        .order(ByteOrder.nativeOrder());
  }

  /** Numbers in all matrices, the tied head counted as often as it is read. */
  private long numbers(ModelConfig config) {
    long layer =
        (long) shape.qkvRows() * shape.hidden()
            + (long) shape.heads() * shape.headDim() * shape.hidden()
            + 3L * config.intermediate() * shape.hidden();
    long embedding = (long) shape.vocabulary() * shape.hidden();
    return shape.layers() * layer + (headIsEmbedding() ? embedding : 2 * embedding);
  }

  private static TorchProgram.Handle await(Future<TorchProgram.Handle> future)
      throws LanguageModelException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LanguageModelException(
          LanguageModelException.Kind.CANCELLED, "interrupted while loading the model", e);
    } catch (ExecutionException e) {
      throw NativeErrors.explain("loading the model", e.getCause() == null ? e : e.getCause());
    }
  }

  private static void awaitEnd(ExecutorService pool) {
    boolean interrupted = false;
    while (true) {
      try {
        if (pool.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Frees a matrix that was converted after loading had failed; closing twice does no harm. */
  private static void discard(Future<TorchProgram.Handle> future) {
    if (future.isDone() && !future.isCancelled()) {
      try {
        future.get().close();
      } catch (ExecutionException e) {
        // This one failed too: nothing to free.
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
