package org.nljdbc.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The text of a file of rejected answers: written like a lock file ({@link LockText}). */
final class RejectionText {

  /** The version of the format. A file with a higher one is refused rather than guessed at. */
  static final int VERSION = 1;

  private static final String HEAD =
      """
      # Answers that somebody has said are wrong. NL-JDBC writes this file (NL FEEDBACK DOWN);
      # docs/usage.md says what it means. The newest are last. It may be removed.
      version = 1
      """;

  private static final List<String> FIELDS = List.of("question", "sql", "database", "by", "at");

  private RejectionText() {}

  static String write(List<Rejection> rejections) {
    StringBuilder text = new StringBuilder(HEAD);
    for (Rejection each : rejections) {
      text.append("\n[[rejected]]\n");
      LockText.line(text, "question", LockText.quoted(each.question()));
      LockText.line(text, "sql", LockText.quotedLines(each.sql()));
      LockText.line(text, "database", LockText.quoted(each.database()));
      LockText.line(text, "by", LockText.quoted(each.by()));
      LockText.line(text, "at", LockText.quoted(each.at().toString()));
    }
    return text.toString();
  }

  /**
   * Reads the text of such a file; an empty one has no rejections.
   *
   * @throws LockSyntaxException if it is none, or of a newer version
   */
  static List<Rejection> read(String text) throws LockSyntaxException {
    LockScanner scanner = new LockScanner(text);
    List<Rejection> rejections = new ArrayList<>();
    scanner.blanks();
    if (scanner.atEnd()) {
      return rejections;
    }
    LockText.requireVersion(scanner, VERSION);
    while (!scanner.atEnd()) {
      int place = scanner.place();
      scanner.expect("[[rejected]]");
      scanner.endOfLine();
      rejections.add(rejection(scanner, place));
    }
    return rejections;
  }

  private static Rejection rejection(LockScanner scanner, int start) throws LockSyntaxException {
    Map<String, String> texts = new HashMap<>();
    while (!scanner.atEnd() && scanner.peek() >= 'a' && scanner.peek() <= 'z') {
      int place = scanner.place();
      String name = scanner.name();
      if (!FIELDS.contains(name)) {
        throw scanner.error(place, "there is no field " + name + "; there are " + FIELDS);
      }
      LockText.assignment(scanner);
      if (texts.put(name, scanner.text()) != null) {
        throw scanner.error(place, "the field " + name + " is here twice");
      }
      scanner.endOfLine();
    }
    for (String field : FIELDS) {
      if (!texts.containsKey(field)) {
        throw scanner.error(start, "this rejection has no field " + field);
      }
    }
    Instant when = LockText.instant(texts.getOrDefault("at", ""));
    if (when == null) {
      throw scanner.error(start, "at should be a time as in 2024-05-31T12:00:00Z");
    }
    return new Rejection(
        texts.getOrDefault("question", ""),
        texts.getOrDefault("sql", ""),
        texts.getOrDefault("database", ""),
        texts.getOrDefault("by", ""),
        when);
  }
}
