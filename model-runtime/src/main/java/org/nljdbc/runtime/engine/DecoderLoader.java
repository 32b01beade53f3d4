package org.nljdbc.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.nljdbc.runtime.weights.ModelConfig;
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

  private final TorchProgram program;
  private final WeightSource weights;
  private final ModelConfig shape;
  private final Numerics numerics;
  private final LoadProgress progress;
  private boolean flash;

  private DecoderLoader(
      TorchProgram program,
      WeightSource weights,
      Numerics numerics,
      String name,
      Progress progress) {
    this.program = program;
    this.weights = weights;
    this.shape = weights.config();
    this.numerics = numerics;
    this.progress = new LoadProgress(progress, name, numbers(MatrixPlan.all(shape, head())));
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
      FreedMemory.giveBack();
      loader.progress.finish();
      return new Decoder(
          program,
          loader.shape,
          possible,
          ProgramFile.digest(bytes, possible + " " + kernel),
          loader.flash);
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
    if (numerics.accelerated() && device.startsWith("cuda")) {
      flash = findFlash();
    }
  }

  /** Lets the program use a kernel that not every card has; masks stand in for it. */
  private boolean findFlash() {
    try {
      return program.truth("trying the attention kernel", "find_flash");
    } catch (LanguageModelException e) {
      LOG.info("this device has no flash attention: rows of different lengths are slower");
      LOG.debug("the attention kernel failed", e);
      return false;
    }
  }

  private void loadAll(int threads) throws LanguageModelException {
    List<MatrixPlan> plans = MatrixPlan.all(shape, head());
    BlockingQueue<MatrixConverter> converters = new ArrayBlockingQueue<>(threads);
    for (int i = 0; i < threads; i++) {
      converters.add(new MatrixConverter(program, weights, numerics, progress));
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads, DecoderLoader::thread);
    List<Future<TorchProgram.Handle>> matrices = new ArrayList<>();
    try {
      for (MatrixPlan plan : plans) {
        matrices.add(pool.submit(() -> convert(plan, converters)));
      }
      for (int i = 0; i < plans.size(); i++) {
        try (TorchProgram.Handle matrix = await(matrices.get(i))) {
          handOver(plans.get(i), matrix);
        }
      }
    } finally {
      matrices.forEach(future -> future.cancel(true));
      pool.shutdownNow();
      awaitEnd(pool);
      matrices.forEach(DecoderLoader::discard);
    }
    loadVectors(converters.remove());
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "nl-jdbc-loader");
    thread.setDaemon(true);
    return thread;
  }

  private static TorchProgram.Handle convert(
      MatrixPlan plan, BlockingQueue<MatrixConverter> converters)
      throws LanguageModelException, InterruptedException {
    TorchProgram.prepareThread();
    MatrixConverter converter = converters.take();
    try {
      return converter.convert(plan);
    } finally {
      converters.add(converter);
    }
  }

  private boolean tied() {
    return WeightNames.tied(weights);
  }

  /** The head's tensor; none where the program uses the embedding itself. int8 heads are packed. */
  private List<String> head() {
    if (!tied()) {
      return List.of(WeightNames.HEAD);
    }
    return numerics == Numerics.INT8 ? List.of(WeightNames.EMBEDDING) : List.of();
  }

  private void handOver(MatrixPlan plan, TorchProgram.Handle matrix) throws LanguageModelException {
    if (plan.isEmbedding()) {
      program.run(plan.doing(), "set_embedding", matrix, tied());
    } else if (numerics == Numerics.INT8) {
      program.run(plan.doing(), "set_int8", matrix);
    } else {
      program.run(plan.doing(), "set_dense", plan.index(), matrix);
    }
  }

  private void loadVectors(MatrixConverter converter) throws LanguageModelException {
    int width = shape.heads() * shape.headDim();
    int kvWidth = shape.kvHeads() * shape.headDim();
    for (int layer = 0; layer < shape.layers(); layer++) {
      WeightNames names = new WeightNames(layer);
      setGain(converter, 2 * layer, names.attentionNorm());
      setGain(converter, 2 * layer + 1, names.mlpNorm());
      if (weights.config().qkvBias()) {
        program.run(
            "loading the biases",
            "set_bias",
            layer,
            converter.vector(names.queryBias(), width),
            converter.vector(names.keyBias(), kvWidth),
            converter.vector(names.valueBias(), kvWidth));
      }
    }
    setGain(converter, 2 * shape.layers(), WeightNames.FINAL_NORM);
  }

  private void setGain(MatrixConverter converter, int index, String tensor)
      throws LanguageModelException {
    program.run("loading " + tensor, "set_gain", index, converter.vector(tensor, shape.hidden()));
  }

  /** Numbers of all matrices, a tied int8 head counted as often as it is read. */
  private static long numbers(List<MatrixPlan> plans) {
    return plans.stream().mapToLong(plan -> (long) plan.rows() * plan.columns()).sum();
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
        if (pool.awaitTermination(1, TimeUnit.MINUTES)) {
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
