package org.nljdbc.runtime.process;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/** Why a runtime could not load its model, told to the program that started it. */
final class StartFailure {

  private StartFailure() {}

  static void write(Path file, LanguageModelException failure) throws IOException {
    Properties all = new Properties();
    all.setProperty("kind", failure.kind().name());
    all.setProperty("message", String.valueOf(failure.getMessage()));
    StringWriter text = new StringWriter();
    all.store(text, null);
    Files.writeString(file, text.toString());
  }

  /** What a file tells, or null if there is none. */
  static @Nullable LanguageModelException read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    Properties all = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      all.load(reader);
      return new LanguageModelException(
          Kind.valueOf(all.getProperty("kind", "")), all.getProperty("message", ""));
    } catch (IllegalArgumentException damaged) {
      return null;
    }
  }
}
