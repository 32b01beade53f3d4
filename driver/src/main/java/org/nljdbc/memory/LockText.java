package org.nljdbc.memory;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nljdbc.sql.SqlObject;

/**
 * The text of a lock file: a subset of TOML that is always written in the same way, so that a
 * review shows what has changed and nothing else. One block a pin, sorted; each field in its place;
 * SQL as it is, on lines of its own. What is read is held to the same subset, and to what a pin
 * must be, with errors that tell line and column.
 */
final class LockText {

  /** The version of the format. A file with a higher one is refused rather than guessed at. */
  static final int VERSION = 1;

  private static final String HEAD =
      """
      # Questions and the SQL that is held right for them. NL-JDBC writes this file (NL PIN, NL UNPIN);
      # docs/usage.md says what it means. Pins are sorted, so that each change shows in a review.
      version = 1
      """;

  private static final List<String> FIELDS =
      List.of(
          "question",
          "normalised",
          "parameters",
          "sql",
          "database",
          "objects",
          "model",
          "by",
          "at");

  private LockText() {}

  static String write(List<Pin> pins) {
    StringBuilder text = new StringBuilder(HEAD);
    pins.stream().sorted(Pin.ORDER).forEach(pin -> write(pin, text));
    return text.toString();
  }

  private static void write(Pin pin, StringBuilder text) {
    text.append("\n[[pin]]\n");
    line(text, "question", quoted(pin.question()));
    line(text, "normalised", quoted(pin.normalised()));
    List<List<String>> parameters = new ArrayList<>();
    for (PinParameter parameter : pin.parameters()) {
      parameters.add(List.of(parameter.name(), parameter.kind().key(), parameter.literal()));
    }
    line(text, "parameters", lists(parameters));
    line(text, "sql", quotedLines(pin.sql()));
    line(text, "database", quoted(pin.database()));
    List<List<String>> objects = new ArrayList<>();
    for (SqlObject object : pin.objects()) {
      objects.add(
          object.column().isEmpty()
              ? List.of(object.table())
              : List.of(object.table(), object.column(), object.type()));
    }
    line(text, "objects", lists(objects));
    line(text, "model", quoted(pin.model()));
    line(text, "by", quoted(pin.by()));
    line(text, "at", quoted(pin.at().toString()));
  }

  static void line(StringBuilder text, String name, String value) {
    text.append(name).append(" = ").append(value).append('\n');
  }

  private static String lists(List<List<String>> lists) {
    return lists.isEmpty()
        ? "[]"
        : lists.stream()
            .map(
                list ->
                    list.stream()
                        .map(LockText::quoted)
                        .collect(Collectors.joining(", ", "  [", "],\n")))
            .collect(Collectors.joining("", "[\n", "]"));
  }

  static String quoted(String value) {
    return '"' + escaped(value, false) + '"';
  }

  /** A text of several lines, as it is. */
  static String quotedLines(String value) {
    return "\"\"\"\n" + escaped(value, true) + "\"\"\"";
  }

  private static String escaped(String value, boolean lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean quoteMayClose =
          c == '"' && (!lines || i + 1 == value.length() || text.length() > 0 && endsInQuote(text));
      if (c == '\\' || quoteMayClose) {
        text.append('\\').append(c);
      } else if (c == '\n' && !lines) {
        text.append("\\n");
      } else if (c < ' ' && c != '\n'
          || c == '\u007f'
          || Character.isSurrogate(c) && !paired(value, i)) {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static boolean endsInQuote(StringBuilder text) {
    return text.charAt(text.length() - 1) == '"';
  }

  private static boolean paired(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }

  // Reading

  /**
   * Reads a lock file's text; an empty one has no pins.
   *
   * @throws LockSyntaxException if it is not one, or of a newer version
   */
  static List<Pin> read(String text) throws LockSyntaxException {
    LockScanner scanner = new LockScanner(text);
    List<Pin> pins = new ArrayList<>();
    scanner.blanks();
    if (scanner.atEnd()) {
      return pins;
    }
    requireVersion(scanner, VERSION);
    Set<String> keys = new HashSet<>();
    while (!scanner.atEnd()) {
      int place = scanner.place();
      if (scanner.take("<<<<<<<") || scanner.take("=======") || scanner.take(">>>>>>>")) {
        throw scanner.error(place, "two versions of this file were not merged; keep one of them");
      }
      scanner.expect("[[pin]]");
      scanner.endOfLine();
      Pin pin = pin(scanner, place);
      if (!keys.add(pin.database() + "\n" + pin.key())) {
        throw scanner.error(place, "this question is pinned twice: " + pin.question());
      }
      pins.add(pin);
    }
    return pins;
  }

  static void requireVersion(LockScanner scanner, int known) throws LockSyntaxException {
    int place = scanner.place();
    if (!scanner.take("version")) {
      throw scanner.error("here should be version = " + known);
    }
    assignment(scanner);
    int version = scanner.integer();
    if (version > known) {
      throw scanner.error(
          place,
          "this file is of version "
              + version
              + ", and this driver knows "
              + known
              + ": a newer NL-JDBC reads it");
    }
    scanner.endOfLine();
  }

  static void assignment(LockScanner scanner) throws LockSyntaxException {
    scanner.spaces();
    scanner.expect("=");
    scanner.spaces();
  }

  private static Pin pin(LockScanner scanner, int start) throws LockSyntaxException {
    Map<String, Integer> places = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    Map<String, List<List<String>>> lists = new HashMap<>();
    while (!scanner.atEnd() && scanner.peek() >= 'a' && scanner.peek() <= 'z') {
      int place = scanner.place();
      String name = scanner.name();
      if (!FIELDS.contains(name)) {
        throw scanner.error(place, "there is no field " + name + "; there are " + FIELDS);
      }
      if (places.put(name, place) != null) {
        throw scanner.error(place, "the field " + name + " is here twice");
      }
      assignment(scanner);
      if (name.equals("parameters") || name.equals("objects")) {
        lists.put(name, lists(scanner));
      } else {
        texts.put(name, scanner.text());
      }
      scanner.endOfLine();
    }
    for (String field : FIELDS) {
      if (!places.containsKey(field)) {
        throw scanner.error(start, "this pin has no field " + field);
      }
    }
    return pin(scanner, places, texts, lists);
  }

  private static List<List<String>> lists(LockScanner scanner) throws LockSyntaxException {
    List<List<String>> lists = new ArrayList<>();
    scanner.open();
    while (!scanner.closes()) {
      lists.add(scanner.texts());
      scanner.separator();
    }
    return lists;
  }

  private static Pin pin(
      LockScanner scanner,
      Map<String, Integer> places,
      Map<String, String> texts,
      Map<String, List<List<String>>> lists)
      throws LockSyntaxException {
    List<PinParameter> parameters = new ArrayList<>();
    for (List<String> list : lists.getOrDefault("parameters", List.of())) {
      LiteralKind kind = list.size() == 3 ? LiteralKind.of(list.get(1)) : null;
      if (kind == null) {
        throw scanner.error(
            at(places, "parameters"), "a parameter is [name, kind, value]; this is none: " + list);
      }
      parameters.add(new PinParameter(list.get(0), kind, list.get(2)));
    }
    List<SqlObject> objects = new ArrayList<>();
    for (List<String> list : lists.getOrDefault("objects", List.of())) {
      objects.add(object(list, scanner, at(places, "objects")));
    }
    Instant when = instant(text(texts, "at"));
    if (when == null) {
      throw scanner.error(at(places, "at"), "here should be a time as in 2024-05-31T12:00:00Z");
    }
    if (text(texts, "question").isBlank() || text(texts, "sql").isBlank()) {
      throw scanner.error(at(places, "question"), "the question or its SQL is empty");
    }
    Pin pin =
        new Pin(
            text(texts, "question"),
            parameters,
            text(texts, "sql"),
            text(texts, "database"),
            objects,
            text(texts, "model"),
            text(texts, "by"),
            when);
    if (!pin.normalised().equals(text(texts, "normalised"))) {
      throw scanner.error(
          at(places, "normalised"),
          "question and parameters make this: " + quoted(pin.normalised()));
    }
    return pin;
  }

  private static SqlObject object(List<String> list, LockScanner scanner, int place)
      throws LockSyntaxException {
    return switch (list.size()) {
      case 1 -> new SqlObject(list.get(0), "", "");
      case 3 -> new SqlObject(list.get(0), list.get(1), list.get(2));
      default ->
          throw scanner.error(
              place, "an object is [table] or [table, column, type]; this is none: " + list);
    };
  }

  private static int at(Map<String, Integer> places, String field) {
    return places.getOrDefault(field, 0);
  }

  private static String text(Map<String, String> texts, String field) {
    return texts.getOrDefault(field, "");
  }

  static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
