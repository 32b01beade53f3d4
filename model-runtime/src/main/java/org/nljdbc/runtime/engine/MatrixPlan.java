package org.nljdbc.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import org.nljdbc.runtime.weights.ModelConfig;

/**
 * A matrix of the program, and the tensors of which it consists.
 *
 * @param index its number in the program, -1 for the embedding
 * @param parts the tensors, one below the other
 * @param columns numbers in a row
 */
record MatrixPlan(int index, List<Part> parts, int columns) {

  private static final int EMBEDDING = -1;

  /**
   * A tensor of a matrix.
   *
   * @param tensor its Hugging Face name
   * @param rows its rows
   * @param heads how many heads of rotary pairs its rows are, or 0
   */
  record Part(String tensor, int rows, int heads) {}

  /** Whether it is the embedding, from which rows are taken rather than multiplied. */
  boolean isEmbedding() {
    return index == EMBEDDING;
  }

  /**
   * Whether it stays as it is where others are quantised: the embedding, and with int4 the output
   * head, whose rounding would go straight into the logits.
   *
   * @param shape the decoder's shape
   * @param numerics how it computes
   */
  boolean isWhole(ModelConfig shape, Numerics numerics) {
    return isEmbedding() || (numerics == Numerics.INT4 && index == 4 * shape.layers());
  }

  int rows() {
    return parts.stream().mapToInt(Part::rows).sum();
  }

  /** What is being done with it, for people. */
  String doing() {
    return "loading " + parts.get(0).tensor();
  }

  /**
   * All matrices of a decoder, in the order of their index.
   *
   * @param shape the decoder's shape
   * @param head the tensor of the output head, or none if the program takes the embedding
   */
  static List<MatrixPlan> all(ModelConfig shape, List<String> head) {
    int hidden = shape.hidden();
    int width = shape.heads() * shape.headDim();
    int kvWidth = shape.kvHeads() * shape.headDim();
    List<MatrixPlan> all = new ArrayList<>();
    all.add(one(EMBEDDING, WeightNames.EMBEDDING, shape.vocabulary(), hidden));
    for (int layer = 0; layer < shape.layers(); layer++) {
      WeightNames names = new WeightNames(layer);
      List<Part> qkv =
          List.of(
              new Part(names.query(), width, shape.heads()),
              new Part(names.key(), kvWidth, shape.kvHeads()),
              new Part(names.value(), kvWidth, 0));
      List<Part> gateUp =
          List.of(
              new Part(names.gate(), shape.intermediate(), 0),
              new Part(names.up(), shape.intermediate(), 0));
      all.add(new MatrixPlan(4 * layer, qkv, hidden));
      all.add(one(4 * layer + 1, names.output(), hidden, width));
      all.add(new MatrixPlan(4 * layer + 2, gateUp, hidden));
      all.add(one(4 * layer + 3, names.down(), hidden, shape.intermediate()));
    }
    head.forEach(tensor -> all.add(one(4 * shape.layers(), tensor, shape.vocabulary(), hidden)));
    return all;
  }

  private static MatrixPlan one(int index, String tensor, int rows, int columns) {
    return new MatrixPlan(index, List.of(new Part(tensor, rows, 0)), columns);
  }
}
