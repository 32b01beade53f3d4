package org.nljdbc.values;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nljdbc.values.Phrases.Phrase;
import org.nljdbc.values.Words.Word;

/**
 * Finds the values that one question names: word for word, then those that it names with a slip, or
 * by a part that no other value has. What is named by everyday words, or by words of the schema,
 * counts only where it is written like a value.
 */
final class HitFinder {

  private static final int MOST = 5;
  private static final int MOST_OF_SPAN = 3;
  private static final int MOST_WORDS_NEAR = 5;
  private static final int MOST_HOLDING = 1;
  private static final int NEIGHBOURS = 3;

  private static final int SHORTEST_PART = 4;
  private static final int SHORTEST_NEAR = 5;
  private static final int SHORTEST_NEAR_IN_LOWER_CASE = 7;
  private static final int LENGTH_OF_TWO_SLIPS = 9;
  private static final int YEAR = 4;

  /** Words that ask for what looks like a text rather than for a value. */
  private static final Set<String> PATTERN_WORDS =
      Set.of(
          ("contain contains containing start starts starting begin begins beginning end ends"
                  + " ending prefix suffix substring string letter phrase word like include includes"
                  + " including")
              .split(" "));

  private static final String QUOTES = "'\"\u2018\u2019\u201c\u201d\u00ab\u00bb`";

  private final Phrases phrases;
  private final Set<String> schemaWords;
  private final String question;
  private final List<Word> words;
  private final Set<String> forms = new HashSet<>();

  HitFinder(Phrases phrases, Set<String> schemaWords, String question) {
    this.phrases = phrases;
    this.schemaWords = schemaWords;
    this.question = question;
    this.words = Words.of(question);
    words.forEach(word -> forms.add(word.form()));
  }

  /** Words of the question that stand together, with the values that they name. */
  private record Span(int first, int last, List<ValueHit> hits) {

    boolean overlaps(int from, int to) {
      return from <= last && first <= to;
    }

    int words() {
      return last - first + 1;
    }
  }

  List<ValueHit> find() {
    List<Span> spans = new ArrayList<>();
    for (int count = Math.min(phrases.longest(), words.size()); count > 0; count--) {
      collect(spans, count, this::exact);
    }
    for (int count = Math.min(MOST_WORDS_NEAR, words.size()); count > 0; count--) {
      collect(spans, count, this::holding);
    }
    for (int count = Math.min(MOST_WORDS_NEAR, words.size()); count > 0; count--) {
      collect(spans, count, this::near);
    }
    Set<ValueHit> hits = new LinkedHashSet<>(unspaced());
    spans.stream()
        .sorted(Comparator.comparingInt(Span::words).reversed().thenComparingInt(Span::first))
        .forEach(span -> hits.addAll(span.hits));
    return hits.stream().limit(MOST).toList();
  }

  /**
   * Words that stand together.
   *
   * @param words the words
   * @param isFirst whether the question begins with them
   * @param isPartOfName whether a word beside them that nothing is known of begins with a capital
   */
  private record Place(List<Word> words, boolean isFirst, boolean isPartOfName) {

    boolean isWrittenLikeAName() {
      return !isFirst && words.stream().anyMatch(Word::isCapitalised);
    }
  }

  /** How some words are looked up. */
  private interface Look {
    List<Phrase> at(Place place);
  }

  private void collect(List<Span> spans, int count, Look look) {
    for (int i = 0; i + count <= words.size(); i++) {
      int first = i;
      int last = i + count - 1;
      if (spans.stream().noneMatch(span -> span.overlaps(first, last))) {
        List<ValueHit> hits = ranked(look.at(place(spans, first, last)));
        if (!hits.isEmpty()) {
          spans.add(new Span(first, last, hits));
        }
      }
    }
  }

  private Place place(List<Span> spans, int first, int last) {
    boolean part = isUnknownName(spans, first - 1) || isUnknownName(spans, last + 1);
    return new Place(words.subList(first, last + 1), first == 0, part);
  }

  private boolean isUnknownName(List<Span> spans, int place) {
    return place > 0
        && place < words.size()
        && words.get(place).isCapitalised()
        && !isDull(words.get(place))
        && spans.stream().noneMatch(span -> span.overlaps(place, place));
  }

  /** The columns that the question names go first. */
  private List<ValueHit> ranked(List<Phrase> found) {
    return found.stream()
        .map(Phrase::hit)
        .distinct()
        .sorted(Comparator.comparingInt((ValueHit hit) -> -named(hit)))
        .limit(MOST_OF_SPAN)
        .toList();
  }

  private int named(ValueHit hit) {
    int column = forms.containsAll(Words.ofName(hit.column())) ? 2 : 0;
    return column + (forms.containsAll(Words.ofName(hit.table())) ? 1 : 0);
  }

  private List<Phrase> exact(Place place) {
    List<Word> span = place.words;
    // What a glossary calls a value is said by the glossary.
    List<Phrase> found =
        phrases.exact(Words.key(span)).stream().filter(phrase -> !phrase.synonym()).toList();
    if (found.isEmpty()) {
      return found;
    }
    String strict = Words.strictKey(span);
    List<Phrase> strictly =
        found.stream().filter(phrase -> Words.strictKey(phrase.text()).equals(strict)).toList();
    List<Phrase> meant = strictly.isEmpty() ? found : strictly;
    return isTelling(place)
        ? meant
        : meant.stream()
            .filter(phrase -> isWrittenAs(span, phrase) || isOfNamed(place, phrase))
            .toList();
  }

  /** Whether words, as they stand, may name a value. */
  private boolean isTelling(Place place) {
    if (isQuoted(place.words)) {
      return true;
    }
    if (place.words.size() == 1) {
      Word word = place.words.get(0);
      return !isDull(word)
          && word.plain().codePointCount(0, word.plain().length()) > 1
          && (!word.isNumber() || word.plain().length() >= YEAR);
    }
    return !place.words.stream().allMatch(this::isDull) || place.isWrittenLikeAName();
  }

  /** Whether an everyday word is written just as a value that does not look like one: IN, OR. */
  private static boolean isWrittenAs(List<Word> span, Phrase phrase) {
    String written = span.get(0).text();
    return span.size() == 1
        && written.length() > 1
        && written.equals(phrase.text())
        && isCode(written);
  }

  private static boolean isCode(String value) {
    return value.codePoints().allMatch(Character::isUpperCase);
  }

  /**
   * Whether an everyday word stands beside the name of the column that holds it: decision is yes. A
   * number must follow at once, as what is compared with is no value.
   */
  private boolean isOfNamed(Place place, Phrase phrase) {
    List<String> name = Words.ofName(phrase.hit().column());
    if (place.words.size() > 1 || !forms.containsAll(name)) {
      return false;
    }
    Word word = place.words.get(0);
    if (isCode(phrase.text()) && !phrase.text().equals(word.text())) {
      return false; // in is not Indiana
    }
    boolean telling = !name.contains(word.form()) && name.stream().anyMatch(Words::isTelling);
    int at = words.indexOf(word);
    int from = word.isNumber() ? at - 1 : at - NEIGHBOURS;
    int to = word.isNumber() ? at : at + NEIGHBOURS + 1;
    return telling
        && words.subList(Math.max(0, from), Math.min(words.size(), to)).stream()
            .anyMatch(beside -> name.get(name.size() - 1).equals(beside.form()));
  }

  private boolean isDull(Word word) {
    return word.isCommon() || schemaWords.contains(word.form());
  }

  private List<Phrase> holding(Place place) {
    List<Word> span = place.words;
    if (!isQuoted(span) && !place.isWrittenLikeAName()
        || Words.key(span).length() < SHORTEST_PART
        || span.stream().anyMatch(this::isDull)
        || forms.stream().anyMatch(PATTERN_WORDS::contains)) {
      return List.of();
    }
    List<Phrase> found = phrases.holding(span);
    long values = found.stream().map(phrase -> phrase.hit().value()).distinct().count();
    return values <= MOST_HOLDING ? found : List.of();
  }

  private List<Phrase> near(Place place) {
    List<Word> span = place.words;
    String key = Words.key(span);
    boolean written = isQuoted(span) || place.isWrittenLikeAName();
    int shortest = written ? SHORTEST_NEAR : SHORTEST_NEAR_IN_LOWER_CASE;
    if (key.length() < shortest - 1
        || key.chars().anyMatch(Character::isDigit)
        || span.stream().anyMatch(this::isDull)
        || place.isPartOfName) {
      return List.of();
    }
    return phrases.near(key, span.size(), key.length() >= LENGTH_OF_TWO_SLIPS ? 2 : 1).stream()
        .filter(phrase -> !Words.key(phrase.text()).equals(key))
        .filter(phrase -> isLongEnough(key, Words.strictKey(phrase.text()), shortest))
        .toList();
  }

  /** Whether a slip is likelier than another word. */
  private static boolean isLongEnough(String key, String other, int shortest) {
    return other.length() >= SHORTEST_NEAR && Math.max(key.length(), other.length()) >= shortest;
  }

  private boolean isQuoted(List<Word> span) {
    int before = span.get(0).start() - 1;
    int after = span.get(span.size() - 1).end();
    return before >= 0
        && after < question.length()
        && QUOTES.indexOf(question.charAt(before)) >= 0
        && QUOTES.indexOf(question.charAt(after)) >= 0;
  }

  private List<ValueHit> unspaced() {
    if (!Words.isUnspaced(question)) {
      return List.of();
    }
    return phrases.unspaced().stream()
        .filter(phrase -> phrase.text().length() > 1 && question.contains(phrase.text()))
        .sorted(Comparator.comparingInt((Phrase phrase) -> -phrase.text().length()))
        .map(Phrase::hit)
        .distinct()
        .limit(MOST_OF_SPAN)
        .toList();
  }
}
