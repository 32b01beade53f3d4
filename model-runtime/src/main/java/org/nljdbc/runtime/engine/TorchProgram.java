package org.nljdbc.runtime.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.nljdbc.runtime.djl.DjlEnvironment;
import org.nljdbc.runtime.djl.ExitGuard;
import org.nljdbc.runtime.djl.NativeLibraries;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/**
 * A TorchScript program in this process: the one place that calls DJL. Values that pass between its
 * methods stay opaque ({@link Handle}), because DJL knows neither bfloat16 tensors nor packed
 * weights and aborts the JVM on the former.
 */
final class TorchProgram implements AutoCloseable {

  private final PtNDManager manager;
  private final PtSymbolBlock block;

  private TorchProgram(PtNDManager manager, PtSymbolBlock block) {
    this.manager = manager;
    this.block = block;
  }

  /** A value that only the program understands; to be closed. */
  static final class Handle implements AutoCloseable {
    private final IValue value;

    private Handle(IValue value) {
      this.value = value;
    }

    @Override
    public void close() {
      ExitGuard.PROCESS.free(value::close);
    }
  }

  /**
   * Loads a program.
   *
   * @param bytes a TorchScript archive
   * @return the program
   * @throws LanguageModelException if libtorch or the program cannot be loaded
   */
  static TorchProgram load(byte[] bytes) throws LanguageModelException {
    return guard(
        "loading the decoder",
        () -> {
          PtNDManager manager = (PtNDManager) engine().newBaseManager(ai.djl.Device.cpu());
          try (InputStream in = new ByteArrayInputStream(bytes)) {
            return new TorchProgram(manager, JniUtils.loadModule(manager, in, false, false));
          } catch (IOException | RuntimeException | Error e) {
            manager.close();
            throw e;
          }
        });
  }

  private static Engine engine() throws Exception {
    return NativeLibraries.with(NativeLibraries.Library.PYTORCH, () -> Engine.getEngine("PyTorch"));
  }

  /** What is done with a program's result before it is freed. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(IValue value);
  }

  /**
   * Prepares the calling thread: the program's graphs are run as they are written. The optimiser
   * would specialise and recompile them for every new length.
   *
   * @throws LanguageModelException if libtorch cannot be loaded
   */
  static void prepareThread() throws LanguageModelException {
    guard(
        "preparing a thread",
        () -> {
          engine();
          JniUtils.setGraphExecutorOptimize(false);
          return true;
        });
  }

  /**
   * Sets how many threads one operation may use.
   *
   * @param threads 1 or more
   * @throws LanguageModelException if libtorch cannot be loaded
   */
  static void setThreads(int threads) throws LanguageModelException {
    guard(
        "setting the number of threads",
        () -> {
          JniUtils.setNumThreads(threads);
          return true;
        });
  }

  /** Calls a method and ignores its result. */
  void run(String doing, String method, Object... arguments) throws LanguageModelException {
    call(doing, method, value -> true, arguments);
  }

  /** Calls a method whose result only the program understands. */
  Handle handle(String doing, String method, Object... arguments) throws LanguageModelException {
    return guard(doing, () -> new Handle(invoke(method, arguments)));
  }

  /** Calls a method that returns true or false. */
  boolean truth(String doing, String method, Object... arguments) throws LanguageModelException {
    return call(doing, method, IValue::toBoolean, arguments);
  }

  /** Calls a method that returns a whole number. */
  long number(String doing, String method, Object... arguments) throws LanguageModelException {
    return call(doing, method, IValue::toLong, arguments);
  }

  /**
   * Calls a method that returns (ids, logits, totals).
   *
   * @param rows for how many rows; 0 where the program returns nothing
   */
  TopTokens tokens(String doing, int rows, String method, Object... arguments)
      throws LanguageModelException {
    return call(
        doing,
        method,
        value -> {
          IValue[] parts = value.toIValueTuple();
          try {
            if (rows == 0) {
              return TopTokens.NONE;
            }
            return new TopTokens(
                rows, parts[0].toLongArray(), parts[1].toDoubleArray(), parts[2].toDoubleArray());
          } finally {
            closeAll(parts);
          }
        },
        arguments);
  }

  /** Calls a method that returns a float32 tensor on the processor. */
  float[] floats(String doing, String method, Object... arguments) throws LanguageModelException {
    return call(
        doing,
        method,
        value -> {
          try (PtNDArray array = value.toTensor(manager)) {
            return array.toFloatArray();
          }
        },
        arguments);
  }

  /** Calls a method that returns a tensor of 16-bit or 32-bit floats; takes its bytes. */
  byte[] bytes(String doing, String method, Object... arguments) throws LanguageModelException {
    return call(
        doing,
        method,
        value -> {
          try (PtNDArray array = value.toTensor(manager)) {
            return array.toByteArray();
          }
        },
        arguments);
  }

  /** The bytes of a handle that is a tensor of 16-bit or 32-bit floats. */
  byte[] bytes(String doing, Handle handle) throws LanguageModelException {
    return guard(
        doing,
        () -> {
          try (PtNDArray array = handle.value.toTensor(manager)) {
            return array.toByteArray();
          }
        });
  }

  /** Frees the program and everything it holds. */
  @Override
  public void close() {
    ExitGuard.PROCESS.free(
        () -> {
          block.close();
          manager.close();
        });
  }

  private <T> T call(String doing, String method, Reader<T> reader, Object... arguments)
      throws LanguageModelException {
    return guard(
        doing,
        () -> {
          try (IValue value = invoke(method, arguments)) {
            return reader.read(value);
          }
        });
  }

  private IValue invoke(String method, Object... arguments) {
    IValue[] values = new IValue[arguments.length];
    PtNDArray[] arrays = new PtNDArray[arguments.length];
    try {
      for (int i = 0; i < arguments.length; i++) {
        if (arguments[i] instanceof Matrix matrix) {
          arrays[i] = array(matrix);
          values[i] = IValue.from(arrays[i]);
        } else if (arguments[i] instanceof Cube cube) {
          arrays[i] = array(cube);
          values[i] = IValue.from(arrays[i]);
        } else {
          values[i] = value(arguments[i]);
        }
      }
      return IValueUtils.runMethod(block, method, values);
    } finally {
      for (int i = 0; i < arguments.length; i++) {
        if (values[i] != null && !(arguments[i] instanceof Handle)) {
          values[i].close();
        }
        if (arrays[i] != null) {
          arrays[i].close();
        }
      }
    }
  }

  private PtNDArray array(Matrix matrix) {
    Shape shape = new Shape(matrix.rows(), matrix.columns());
    // DJL warns of a buffer that is larger than its array, and cuts it short for its owner too.
    ByteBuffer exact = matrix.data().duplicate().order(ByteOrder.nativeOrder());
    exact.limit(matrix.rows() * matrix.columns() * Float.BYTES);
    return manager.create(exact, shape, DataType.FLOAT32);
  }

  /**
   * Numbers handed to the program; it copies what it keeps.
   *
   * @param data direct buffer in native byte order, at its start; may be larger than the matrix
   * @param rows number of rows
   * @param columns numbers in a row
   */
  record Matrix(ByteBuffer data, int rows, int columns) {}

  private PtNDArray array(Cube cube) {
    Shape shape = new Shape(cube.layers(), cube.rows(), cube.columns());
    DataType type = cube.bytes() == Float.BYTES ? DataType.FLOAT32 : DataType.FLOAT16;
    return manager.create(cube.data(), shape, type);
  }

  /**
   * Floats handed to the program; it copies what it keeps.
   *
   * @param data direct buffer in native byte order that holds them and nothing else
   * @param bytes bytes of a number: 4, or 2 for float16
   * @param layers number of layers
   * @param rows number of rows of a layer
   * @param columns numbers in a row
   */
  record Cube(ByteBuffer data, int bytes, int layers, int rows, int columns) {}

  private static IValue value(Object argument) {
    if (argument instanceof Handle handle) {
      return handle.value;
    } else if (argument instanceof Integer number) {
      return IValue.from(number.longValue());
    } else if (argument instanceof Long number) {
      return IValue.from(number.longValue());
    } else if (argument instanceof Double number) {
      return IValue.from(number.doubleValue());
    } else if (argument instanceof Boolean flag) {
      return IValue.from(flag.booleanValue());
    } else if (argument instanceof String text) {
      return IValue.from(text);
    } else if (argument instanceof long[] numbers) {
      return IValue.listFrom(numbers);
    } else if (argument instanceof double[] numbers) {
      return IValue.listFrom(numbers);
    }
    throw new IllegalArgumentException("no such argument type: " + argument.getClass());
  }

  private static void closeAll(IValue... values) {
    for (IValue value : values) {
      value.close();
    }
  }

  private static <T> T guard(String doing, java.util.concurrent.Callable<T> task)
      throws LanguageModelException {
    try {
      return ExitGuard.PROCESS.call(() -> DjlEnvironment.call(task));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LanguageModelException(Kind.CANCELLED, "interrupted while " + doing, e);
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      throw NativeErrors.explain(doing, e);
    }
  }
}
