package org.nljdbc.runtime.weights;

import java.util.Set;
import org.nljdbc.spi.LanguageModelException;

/**
 * The tensors of one model, under Hugging Face names whatever file they come from: {@code
 * model.embed_tokens.weight}, {@code model.layers.N.self_attn.q_proj.weight}, {@code
 * model.norm.weight}, {@code lm_head.weight} ... Reading is safe from several threads.
 */
public interface WeightSource extends AutoCloseable {

  /** The model's shape. */
  ModelConfig config();

  /** Digest of the files: equal for equal content, lower-case hexadecimal. */
  String fingerprint();

  /** The names of all tensors. */
  Set<String> names();

  /**
   * Where and what a tensor is.
   *
   * @param name its Hugging Face name
   * @return its shape, type and place
   * @throws LanguageModelException CORRUPT if there is no such tensor
   */
  TensorInfo info(String name) throws LanguageModelException;

  /**
   * Whether a tensor's numbers are those in the file that {@link #info} names, so that whoever can
   * may read them there.
   *
   * @param name the tensor's Hugging Face name
   */
  default boolean asInFile(String name) {
    return true;
  }

  /**
   * Reads whole rows of a tensor as 32-bit floats, dequantised and changed by an adapter if there
   * is one.
   *
   * @param name the tensor's Hugging Face name
   * @param firstRow first row, from 0; a vector has one row
   * @param rows number of rows
   * @param target receives {@code rows * rowLength} floats from its index 0
   * @throws LanguageModelException CORRUPT if the tensor is missing or its data is cut short
   */
  void readRows(String name, int firstRow, int rows, java.nio.FloatBuffer target)
      throws LanguageModelException;

  @Override
  void close();
}
