package org.nljdbc.narrate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a sentence of a model says no more than the rows do: every number and every name in it
 * must stand in them or in the question, and of few rows none may be missing. It does not see what
 * is said of them, such as a name beside the wrong number.
 */
final class Truth {

  private static final Pattern NUMBER = Pattern.compile("\\d[\\d,]*(?:\\.\\d+)?");
  private static final Pattern WORD = Pattern.compile("[\\p{L}][\\p{L}\\p{M}'’-]*");
  private static final Pattern MARK = Pattern.compile("[$€£¥%°]");
  private static final Pattern NONE =
      Pattern.compile("(?i)\\b(?:no|not|none|nothing|never|0|zero)\\b|n't\\b");
  private static final List<String> SMALL =
      List.of("zero one two three four five six seven eight nine ten".split(" "));
  private static final int LONGEST = 1000;

  private final String sentence;
  private final Excerpt excerpt;
  private final String known;

  private Truth(String sentence, String question, Excerpt excerpt) {
    this.sentence = sentence;
    this.excerpt = excerpt;
    this.known = question + "\n" + excerpt.text();
  }

  /**
   * Checks a sentence.
   *
   * @param sentence what the model says
   * @param question what was asked
   * @param excerpt what was found, not cut off
   */
  static boolean holds(String sentence, String question, Excerpt excerpt) {
    Truth truth = new Truth(sentence, question, excerpt);
    return !sentence.isBlank()
        && sentence.length() <= LONGEST
        && sentence.indexOf('\n') < 0
        && truth.numbersAreKnown()
        && truth.namesAreKnown()
        && truth.marksAreKnown()
        && truth.nothingIsMissing();
  }

  private boolean numbersAreKnown() {
    List<BigDecimal> all = numbers(known);
    all.add(BigDecimal.valueOf(excerpt.rows().size()));
    for (BigDecimal said : numbers(sentence)) {
      if (all.stream().noneMatch(number -> isRounded(number, said))) {
        return false;
      }
    }
    for (String word : words(sentence)) {
      int small = SMALL.indexOf(word.toLowerCase(Locale.ROOT));
      // "one" is as often a pronoun.
      if (small > 1
          && !known.toLowerCase(Locale.ROOT).contains(SMALL.get(small))
          && all.stream().noneMatch(number -> number.compareTo(BigDecimal.valueOf(small)) == 0)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a number is another one to as many places as it has. */
  private static boolean isRounded(BigDecimal number, BigDecimal said) {
    return number.setScale(said.scale(), RoundingMode.HALF_UP).compareTo(said) == 0;
  }

  private static List<BigDecimal> numbers(String text) {
    List<BigDecimal> numbers = new ArrayList<>();
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      numbers.add(new BigDecimal(matcher.group().replace(",", "")));
    }
    return numbers;
  }

  private boolean namesAreKnown() {
    Set<String> all = new HashSet<>();
    words(known).forEach(word -> all.add(word.toLowerCase(Locale.ROOT)));
    List<String> said = words(sentence);
    for (String word : said.subList(Math.min(1, said.size()), said.size())) {
      boolean name = Character.isUpperCase(word.codePointAt(0)) && word.length() > 1;
      String lower = word.toLowerCase(Locale.ROOT).replaceFirst("['’]s$", "");
      if (name && !all.contains(lower) && !all.contains(word.toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> words(String text) {
    return WORD.matcher(text).results().map(match -> match.group()).toList();
  }

  private boolean marksAreKnown() {
    return MARK.matcher(sentence).results().allMatch(match -> known.contains(match.group()));
  }

  private boolean nothingIsMissing() {
    if (excerpt.isEmpty()) {
      return NONE.matcher(sentence).find();
    }
    String lower = sentence.toLowerCase(Locale.ROOT);
    List<BigDecimal> said = numbers(sentence);
    boolean single = excerpt.rows().size() == 1 && excerpt.rows().get(0).size() == 1;
    for (List<@Nullable String> row : excerpt.rows()) {
      String first = row.get(0);
      if (first == null || lower.contains(first.strip().toLowerCase(Locale.ROOT))) {
        continue;
      }
      List<BigDecimal> value = numbers(first);
      boolean zero = value.size() == 1 && value.get(0).signum() == 0;
      boolean number =
          first.strip().matches("-?" + NUMBER.pattern())
              && said.stream().anyMatch(each -> isRounded(value.get(0), each));
      if (!number && !(single && zero && NONE.matcher(sentence).find())) {
        return false;
      }
    }
    return true;
  }
}
