package org.nljdbc.runtime.files;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/** Words for what can be wrong with a model's files: which file, what, where, what to do. */
public final class ModelFileErrors {

  private static final int SHOWN_CHARACTERS = 120;

  private ModelFileErrors() {}

  /**
   * The content of a file contradicts its format.
   *
   * @param file the file
   * @param what what is wrong and where, as a clause
   * @return the exception to throw
   */
  public static LanguageModelException corrupt(Path file, String what) {
    return corrupt(file, what, null);
  }

  /**
   * The content of a file contradicts its format.
   *
   * @param file the file
   * @param what what is wrong and where, as a clause
   * @param cause what lies behind it, if anything
   * @return the exception to throw
   */
  public static LanguageModelException corrupt(Path file, String what, @Nullable Throwable cause) {
    return new LanguageModelException(
        Kind.CORRUPT,
        "Model file "
            + file
            + " is damaged or incomplete: "
            + what
            + ". Copy or download it again, and compare its size and checksum with the original.",
        cause);
  }

  /**
   * The file is sound, but of a kind that this runtime does not run.
   *
   * @param file the file
   * @param found what it is
   * @param supported what is supported instead
   * @return the exception to throw
   */
  public static LanguageModelException unsupported(Path file, String found, String supported) {
    return new LanguageModelException(
        Kind.UNSUPPORTED,
        "Model file " + file + " has " + found + ". Supported: " + supported + ".");
  }

  /**
   * The operating system did not give the file's content.
   *
   * @param file the file
   * @param cause what it said
   * @return the exception to throw: NOT_FOUND, CORRUPT for text that is not UTF-8, or FAILED
   */
  public static LanguageModelException unreadable(Path file, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return new LanguageModelException(
          Kind.NOT_FOUND, "There is no model file " + file + ". Check the model's path.", cause);
    }
    if (cause instanceof AccessDeniedException) {
      return new LanguageModelException(
          Kind.NOT_FOUND,
          "Model file " + file + " may not be read by this user. Check its permissions.",
          cause);
    }
    if (cause instanceof CharacterCodingException) {
      return corrupt(file, "its text is not UTF-8", cause);
    }
    return new LanguageModelException(
        Kind.FAILED,
        "Model file "
            + file
            + " could not be read: "
            + cause.getMessage()
            + ". Check the disk or network share.",
        cause);
  }

  /**
   * Text from a file, made fit for a message: one line, shortened, without control characters.
   *
   * @param text any text
   * @return the text in quotes
   */
  public static String shown(String text) {
    String cut =
        text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    return '"' + cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?") + '"';
  }
}
