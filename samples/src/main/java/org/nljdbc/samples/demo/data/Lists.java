package org.nljdbc.samples.demo.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Reads the lists of words and numbers beside this class. */
final class Lists {

  private Lists() {}

  /**
   * Reads a list: one entry a line, its fields parted by {@code |}; empty lines and those that
   * begin with {@code #} are skipped.
   *
   * @param file name of the resource
   * @return the entries with their fields, trimmed
   */
  static List<List<String>> read(String file) {
    try (InputStream stream = Lists.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("the list " + file + " is missing from the class path");
      }
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        return reader
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> fields(line, "\\|"))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the list " + file + " cannot be read", e);
    }
  }

  /** Parts a field into words at commas. */
  static List<String> words(String field) {
    return fields(field, ",");
  }

  /** Parts a text and trims the parts. */
  static List<String> fields(String text, String separator) {
    return Arrays.stream(text.split(separator, -1)).map(String::strip).toList();
  }
}
