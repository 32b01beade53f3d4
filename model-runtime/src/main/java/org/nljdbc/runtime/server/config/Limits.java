package org.nljdbc.runtime.server.config;

import org.nljdbc.runtime.config.Fields;

/**
 * What one request, and all together, may cost.
 *
 * @param requestBytes most bytes of a request's body
 * @param questionLength most characters of a question
 * @param timeoutSeconds time of a request that names none, in seconds
 * @param maximumTimeoutSeconds most time that a request may name, in seconds
 * @param rows rows of an answer that names no number
 * @param maximumRows most rows that a request may name
 * @param concurrent questions at work at the same time
 * @param queued questions that may wait for their turn; one more is refused
 * @param drainSeconds how long running requests may go on when the server ends, in seconds
 */
public record Limits(
    int requestBytes,
    int questionLength,
    int timeoutSeconds,
    int maximumTimeoutSeconds,
    int rows,
    int maximumRows,
    int concurrent,
    int queued,
    int drainSeconds) {

  /** The limits of a server that is told nothing. */
  public static final Limits DEFAULT =
      new Limits(1 << 20, 4000, 60, 600, 1000, 1_000_000, 32, 128, 30);

  static Limits read(Fields fields) {
    Limits absent = DEFAULT;
    Limits limits =
        new Limits(
            fields.integer("requestBytes", absent.requestBytes, 1024, 64 << 20),
            fields.integer("questionLength", absent.questionLength, 1, 1_000_000),
            fields.integer("timeoutSeconds", absent.timeoutSeconds, 1, 86_400),
            fields.integer("maximumTimeoutSeconds", absent.maximumTimeoutSeconds, 1, 86_400),
            fields.integer("rows", absent.rows, 1, 1_000_000),
            fields.integer("maximumRows", absent.maximumRows, 1, 1_000_000_000),
            fields.integer("concurrent", absent.concurrent, 1, 10_000),
            fields.integer("queued", absent.queued, 0, 100_000),
            fields.integer("drainSeconds", absent.drainSeconds, 0, 3600));
    fields.done();
    return limits;
  }
}
