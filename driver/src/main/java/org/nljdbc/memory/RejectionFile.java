package org.nljdbc.memory;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.UnaryOperator;

/** A file of rejected answers that several processes share. */
public final class RejectionFile {

  private static final String NAME = "nl.rejected";

  private static final Format FORMAT = new Format();

  private final SharedFile<RejectedAnswers> file;

  /** The text of rejected answers. */
  private static final class Format implements SharedFile.Format<RejectedAnswers> {

    @Override
    public String title() {
      return "file of rejected answers";
    }

    @Override
    public RejectedAnswers nothing() {
      return RejectedAnswers.NONE;
    }

    @Override
    public RejectedAnswers read(String text) throws LockSyntaxException {
      return new RejectedAnswers(RejectionText.read(text));
    }

    @Override
    public String write(RejectedAnswers rejected) {
      return RejectionText.write(rejected.all());
    }
  }

  private RejectionFile(Path path, boolean ownersOnly) {
    this.file = new SharedFile<>(path, ownersOnly, FORMAT);
  }

  /** The file beside a lock file; touches none. */
  static RejectionFile beside(Path lockFile, boolean ownersOnly) {
    return new RejectionFile(lockFile.resolveSibling(NAME), ownersOnly);
  }

  /**
   * What the file holds now; nothing if there is no file.
   *
   * @return the rejected answers
   * @throws SQLException 58030 if it cannot be read, is damaged, or of a newer version
   */
  public RejectedAnswers read() throws SQLException {
    return file.read();
  }

  /**
   * Changes the file, alone: others wait, and what they have changed is there.
   *
   * @param change makes the new answers of the present ones
   * @throws SQLException 58030 if the file cannot be read or written; it is then as it was
   */
  public void change(UnaryOperator<RejectedAnswers> change) throws SQLException {
    file.change(change);
  }

  FileExchange<RejectedAnswers> exchange(SharedCopy copy) {
    return new FileExchange<>(file, FORMAT, LockExchange::merge, copy);
  }
}
