package org.nljdbc.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question with gaps in place of some of its values.
 *
 * @param parts its words and gaps, in order
 */
record QuestionShape(List<Part> parts) {

  /** Most words of a value without quotes. */
  static final int MOST_VALUE_WORDS = 4;

  QuestionShape {
    parts = List.copyOf(parts);
  }

  /**
   * A word or a gap.
   *
   * @param normal the word, or the gap's name
   * @param gap the gap, or null for a word
   */
  record Part(String normal, @Nullable PinParameter gap) {}

  /** The shape of a question whose parameters stand in it once each; others are left in place. */
  static QuestionShape of(String question, List<PinParameter> parameters) {
    QuestionWords words = QuestionWords.of(question);
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < words.words().size()) {
      int from = at;
      PinParameter gap = null;
      int length = 1;
      for (PinParameter parameter : parameters) {
        int found = lengthAt(words, from, parameter);
        if (found > 0) {
          gap = parameter;
          length = found;
        }
      }
      parts.add(
          gap == null ? new Part(words.words().get(at).normal(), null) : new Part(gap.name(), gap));
      at += length;
    }
    return new QuestionShape(parts);
  }

  /** How many words a parameter's own value has where it begins there; 0 if it does not. */
  private static int lengthAt(QuestionWords words, int at, PinParameter parameter) {
    if (parameter.kind() != LiteralKind.VALUE) {
      QuestionWords.Word word = words.words().get(at);
      return word.kind() == parameter.kind() && word.literal().equals(parameter.literal()) ? 1 : 0;
    }
    for (int length = 1;
        length <= MOST_VALUE_WORDS && at + length <= words.words().size();
        length++) {
      String value = value(words, at, length);
      if (value != null && value.equalsIgnoreCase(parameter.literal())) {
        return length;
      }
    }
    return 0;
  }

  /** Some plain words as they stand in the question, or null if one of them is not plain. */
  static @Nullable String value(QuestionWords words, int from, int length) {
    List<QuestionWords.Word> run = words.words().subList(from, from + length);
    return run.stream().allMatch(QuestionWords.Word::isPlain)
        ? words.text().substring(run.get(0).start(), run.get(length - 1).end())
        : null;
  }

  /** Its gaps, in order. */
  List<PinParameter> gaps() {
    return parts.stream()
        .map(Part::gap)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }

  /** The shape in one line. */
  String text() {
    return parts.stream().map(Part::normal).collect(Collectors.joining(" "));
  }

  /**
   * The values that make this shape another question.
   *
   * @param question the question
   * @return a value for each gap, in order; empty if there is not exactly one way to read it so
   */
  Optional<List<String>> match(QuestionWords question) {
    List<List<String>> ways = new ArrayList<>();
    match(question, 0, 0, new ArrayList<>(), ways);
    return ways.size() == 1 ? Optional.of(ways.get(0)) : Optional.empty();
  }

  private void match(
      QuestionWords question, int part, int word, List<String> values, List<List<String>> ways) {
    int left = question.words().size() - word;
    if (ways.size() > 1 || left < parts.size() - part) {
      return;
    }
    if (part == parts.size()) {
      if (left == 0) {
        ways.add(List.copyOf(values));
      }
      return;
    }
    PinParameter gap = parts.get(part).gap();
    QuestionWords.Word next = question.words().get(word);
    if (gap == null) {
      if (next.normal().equals(parts.get(part).normal())) {
        match(question, part + 1, word + 1, values, ways);
      }
    } else if (gap.kind() != LiteralKind.VALUE) {
      if (next.kind() == gap.kind()) {
        matchWith(next.literal(), question, part, word + 1, values, ways);
      }
    } else {
      for (int length = 1; length <= Math.min(MOST_VALUE_WORDS, left); length++) {
        String value = value(question, word, length);
        if (value == null) {
          return;
        }
        matchWith(value, question, part, word + length, values, ways);
      }
    }
  }

  private void matchWith(
      String value,
      QuestionWords question,
      int part,
      int word,
      List<String> values,
      List<List<String>> ways) {
    values.add(value);
    match(question, part + 1, word, values, ways);
    values.remove(values.size() - 1);
  }
}
