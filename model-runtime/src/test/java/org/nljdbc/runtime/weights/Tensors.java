package org.nljdbc.runtime.weights;

import java.nio.FloatBuffer;
import org.nljdbc.spi.LanguageModelException;

/** Reads whole tensors in tests. */
public final class Tensors {

  private Tensors() {}

  /** All numbers of a tensor. */
  public static float[] read(WeightSource weights, String name) throws LanguageModelException {
    TensorInfo info = weights.info(name);
    FloatBuffer all = FloatBuffer.allocate(info.rows() * info.rowLength());
    weights.readRows(name, 0, info.rows(), all);
    return all.array();
  }
}
