package org.nljdbc.memory;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;

/** A file of pins that several processes share. */
public final class LockFile {

  private static final Format FORMAT = new Format();

  private final SharedFile<PinBook> file;
  private final RejectionFile rejections;

  /** The text of pins. */
  private static final class Format implements SharedFile.Format<PinBook> {

    @Override
    public String title() {
      return "lock file";
    }

    @Override
    public PinBook nothing() {
      return PinBook.EMPTY;
    }

    @Override
    public PinBook read(String text) throws LockSyntaxException {
      return new PinBook(LockText.read(text));
    }

    @Override
    public String write(PinBook book) {
      return LockText.write(book.pins());
    }
  }

  private LockFile(Path path, boolean ownersOnly) {
    this.file = new SharedFile<>(path, ownersOnly, FORMAT);
    this.rejections = RejectionFile.beside(path, ownersOnly);
  }

  /**
   * The lock file of a setting; touches no file.
   *
   * @param setting a path; empty for {@code nl.lock} in the user's state folder, where it is
   *     readable by its owner only
   * @return the file, which need not exist
   */
  public static LockFile of(String setting) {
    return setting.isEmpty()
        ? new LockFile(StateFolder.ofUser().resolve("nl.lock"), true)
        : new LockFile(Path.of(setting).toAbsolutePath(), false);
  }

  /** Where it is. */
  public Path path() {
    return file.path();
  }

  /** Answers that were rejected, in a file beside this one. */
  public RejectionFile rejections() {
    return rejections;
  }

  /**
   * What the file holds now; nothing if there is no file.
   *
   * @return its pins
   * @throws SQLException 58030 if it cannot be read, is damaged, or of a newer version
   */
  public PinBook read() throws SQLException {
    return file.read();
  }

  /**
   * Changes the file, alone: others wait, and what they have changed is there.
   *
   * @param change makes the new pins of the present ones; equal ones change nothing
   * @return the new pins
   * @throws SQLException 58030 if the file cannot be read or written; it is then as it was
   */
  public PinBook change(UnaryOperator<List<Pin>> change) throws SQLException {
    return file.change(book -> new PinBook(change.apply(book.pins())));
  }

  /**
   * An exchange with other machines.
   *
   * @param pins the copy of this file that they share
   * @param rejected the copy of the file of rejected answers
   * @return the exchange, which has not looked at anything yet
   */
  public LockExchange exchange(SharedCopy pins, SharedCopy rejected) {
    return new LockExchange(
        new FileExchange<>(file, FORMAT, LockExchange::merge, pins), rejections.exchange(rejected));
  }
}
