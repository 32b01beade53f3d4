package org.nljdbc.memory;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Keeps a lock file, and the rejected answers beside it, the same as copies that several machines
 * share. The file stays what questions are answered by, so that a machine that cannot reach the
 * copies goes on with what it has, and brings what it was told meanwhile to the others later. Used
 * by one thread.
 */
public final class LockExchange {

  private static final ThreeWayMerge<Pin> PINS =
      new ThreeWayMerge<>(pin -> List.of(pin.database(), pin.key()), Pin::at);

  private static final ThreeWayMerge<Rejection> REJECTIONS =
      new ThreeWayMerge<>(
          each -> List.of(each.database(), Rejection.key(each.question()), each.sql()),
          // The same words are the same rejection, whoever said so first.
          any -> Instant.EPOCH);

  private final FileExchange<PinBook> pins;
  private final FileExchange<RejectedAnswers> rejections;

  LockExchange(FileExchange<PinBook> pins, FileExchange<RejectedAnswers> rejections) {
    this.pins = pins;
    this.rejections = rejections;
  }

  static PinBook merge(PinBook base, PinBook mine, PinBook theirs) {
    return new PinBook(PINS.merge(base.pins(), mine.pins(), theirs.pins()));
  }

  static RejectedAnswers merge(RejectedAnswers base, RejectedAnswers mine, RejectedAnswers theirs) {
    return RejectedAnswers.of(REJECTIONS.merge(base.all(), mine.all(), theirs.all()));
  }

  /**
   * Looks at files and copies, and brings what has changed on either side to the other. Cheap if
   * nothing has.
   *
   * @throws IOException if a copy cannot be reached, or is none that this version can read; it is
   *     left as it is then
   * @throws SQLException 58030 if a file cannot be read or written
   */
  public void run() throws IOException, SQLException {
    try {
      pins.run();
    } finally {
      rejections.run(); // also where the lock file cannot be written
    }
  }
}
