package org.nljdbc.runtime.engine;

import java.util.Locale;
import org.nljdbc.runtime.djl.NativeLibraries;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/** Turns what DJL and libtorch throw into one clear exception. */
final class NativeErrors {

  private static final int LONGEST_MESSAGE = 300;

  private NativeErrors() {}

  /**
   * Explains a failure.
   *
   * @param doing what was being done, for people: {@code "reading the prompt"}
   * @param failure what was thrown
   * @return the exception to throw
   */
  static LanguageModelException explain(String doing, Throwable failure) {
    if (failure instanceof LanguageModelException known) {
      return known;
    }
    String said = firstLine(failure);
    String lower = said.toLowerCase(Locale.ROOT);
    if (failure instanceof OutOfMemoryError
        || lower.contains("can't allocate memory")
        || lower.contains("out of memory")) {
      return new LanguageModelException(
          Kind.OUT_OF_MEMORY,
          "not enough memory while "
              + doing
              + ": "
              + said
              + "; close other programs, choose a smaller model (nl.model) or a smaller context"
              + " (nl.contextTokens)",
          failure);
    }
    if (NativeLibraries.areTaken(failure)) {
      return new LanguageModelException(Kind.FAILED, NativeLibraries.taken(), failure);
    }
    if (failure instanceof LinkageError) {
      return new LanguageModelException(
          Kind.FAILED,
          "libtorch could not be loaded while "
              + doing
              + ": "
              + said
              + "; it needs the jar"
              + " ai.djl.pytorch:pytorch-native-cpu for this platform, or PYTORCH_LIBRARY_PATH",
          failure);
    }
    return new LanguageModelException(
        Kind.FAILED, "the model runtime failed while " + doing + ": " + said, failure);
  }

  private static String firstLine(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.getClass().getSimpleName();
    }
    String line = message.strip().lines().findFirst().orElse("");
    return line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "..." : line;
  }
}
