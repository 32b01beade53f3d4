package org.nljdbc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What stands in the box of a step: a few short lines.
 *
 * @param lines the lines, the first one the operation; never empty
 * @param columns width of the longest line, in columns of a monospaced font
 */
record PlanLabel(List<String> lines, int columns) {

  private static final int WIDEST = 36;
  private static final int MOST_LINES = 8;
  private static final int LONGEST = 2_000;
  private static final String CUT = "\u2026";

  static PlanLabel of(PlanStep step) {
    List<String> lines = new ArrayList<>();
    wrap(step.operation().isBlank() ? "?" : step.operation(), lines);
    wrap(step.object(), lines);
    wrap(estimate(step), lines);
    for (String detail : step.details()) {
      wrap(detail, lines);
    }
    if (lines.size() > MOST_LINES) {
      lines.subList(MOST_LINES - 1, lines.size()).clear();
      lines.add(CUT);
    }
    int columns = lines.stream().mapToInt(PlanLabel::width).max().orElse(1);
    return new PlanLabel(List.copyOf(lines), columns);
  }

  /** All that is told of a step, for who points at it. */
  static String whole(PlanStep step) {
    List<String> all = new ArrayList<>();
    all.add((step.operation() + " " + step.object()).strip());
    all.add(estimate(step));
    all.addAll(step.details());
    all.removeIf(String::isBlank);
    String text = String.join("\n", all);
    return text.length() > LONGEST ? text.substring(0, LONGEST) + CUT : text;
  }

  private static String estimate(PlanStep step) {
    List<String> told = new ArrayList<>();
    if (!Double.isNaN(step.rows())) {
      told.add(number(step.rows()) + (step.rows() == 1 ? " row" : " rows"));
    }
    if (!Double.isNaN(step.cost())) {
      told.add("cost " + number(step.cost()));
    }
    return String.join(", ", told);
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%,.2f", value);
    return text.replaceAll("\\.?0+$", "");
  }

  /** How many columns a text takes: two for characters of East Asia and pictures. */
  static int width(String text) {
    return text.codePoints().map(PlanLabel::width).sum();
  }

  private static int width(int character) {
    int kind = Character.getType(character);
    if (kind == Character.NON_SPACING_MARK || kind == Character.ENCLOSING_MARK) {
      return 0;
    }
    return character >= 0x1100 && (character > 0xffff || isWide(character)) ? 2 : 1;
  }

  private static boolean isWide(int character) {
    Character.UnicodeScript script = Character.UnicodeScript.of(character);
    return switch (script) {
      case HAN, HANGUL, HIRAGANA, KATAKANA, BOPOMOFO, YI -> true;
      default -> character >= 0xff00 && character <= 0xff60;
    };
  }

  /** Adds a text in lines, broken at spaces where there are any. */
  private static void wrap(String text, List<String> lines) {
    String rest = text.strip().replaceAll("\\s+", " ");
    while (!rest.isEmpty() && lines.size() <= MOST_LINES) {
      int end = fitting(rest);
      if (end < rest.length()) {
        int space = rest.lastIndexOf(' ', end);
        end = space > end / 2 ? space : end;
      }
      lines.add(rest.substring(0, end).strip());
      rest = rest.substring(end).strip();
    }
  }

  private static int fitting(String text) {
    int columns = 0;
    int at = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      columns += width(character);
      if (columns > WIDEST && at > 0) {
        return at;
      }
      at += Character.charCount(character);
    }
    return at;
  }
}
