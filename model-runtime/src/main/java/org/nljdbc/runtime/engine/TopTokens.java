package org.nljdbc.runtime.engine;

/**
 * The likeliest next tokens after each of one or more rows.
 *
 * <p>Entry {@code (row, rank)} stands at {@code row * width + rank}; rank 0 is the likeliest.
 */
public final class TopTokens {

  static final TopTokens NONE = new TopTokens(0, new long[0], new double[0], new double[0]);

  private final int rows;
  private final int width;
  private final long[] ids;
  private final double[] logits;
  private final double[] totals;

  TopTokens(int rows, long[] ids, double[] logits, double[] totals) {
    this.rows = rows;
    this.width = rows == 0 ? 0 : ids.length / rows;
    this.ids = ids;
    this.logits = logits;
    this.totals = totals;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Number of tokens known for each row. */
  public int width() {
    return width;
  }

  /**
   * A token.
   *
   * @param row 0 to {@code rows() - 1}
   * @param rank 0, the likeliest, to {@code width() - 1}
   * @return its id
   */
  public int id(int row, int rank) {
    return (int) ids[row * width + rank];
  }

  /**
   * The natural logarithm of a token's probability among the whole vocabulary.
   *
   * @param row 0 to {@code rows() - 1}
   * @param rank 0, the likeliest, to {@code width() - 1}
   * @return 0 or less
   */
  public double logProbability(int row, int rank) {
    return Math.min(0, logits[row * width + rank] - totals[row]);
  }

  /**
   * A token's logit.
   *
   * @param row 0 to {@code rows() - 1}
   * @param rank 0, the likeliest, to {@code width() - 1}
   * @return the logit
   */
  public double logit(int row, int rank) {
    return logits[row * width + rank];
  }
}
