package org.nljdbc.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What values are called, found by their words. Immutable once built. */
final class Phrases {

  /** Longer values are no names: they are found by nothing. */
  private static final int MOST_WORDS = 12;

  /** A word that stands in more values than this tells none of them. */
  private static final int MOST_SHARED = 24;

  private static final int SHORTEST_PART = 4;

  private final Map<String, List<Phrase>> byKey = new LinkedHashMap<>();
  private final Map<String, List<Phrase>> byWord = new LinkedHashMap<>();
  private final Map<String, List<String>> byHead = new LinkedHashMap<>();
  private final List<Phrase> unspaced = new ArrayList<>();
  private int longest;

  /**
   * What a value is called.
   *
   * @param text the value itself, or a synonym of it
   * @param hit the value
   * @param synonym whether the text is a synonym
   */
  record Phrase(String text, ValueHit hit, boolean synonym) {}

  void add(Phrase phrase) {
    List<Words.Word> words = Words.of(phrase.text);
    if (Words.isUnspaced(phrase.text)) {
      unspaced.add(phrase);
    }
    if (words.isEmpty() || words.size() > MOST_WORDS) {
      return;
    }
    String key = Words.key(words);
    if (!byKey.containsKey(key)) {
      byHead.computeIfAbsent(head(key, words.size()), any -> new ArrayList<>()).add(key);
    }
    byKey.computeIfAbsent(key, any -> new ArrayList<>(1)).add(phrase);
    longest = Math.max(longest, words.size());
    if (words.size() > 1 && !phrase.synonym) {
      words.stream()
          .map(Words.Word::form)
          .filter(form -> form.length() >= SHORTEST_PART)
          .distinct()
          .forEach(form -> byWord.computeIfAbsent(form, any -> new ArrayList<>(1)).add(phrase));
    }
  }

  /** How many words the longest has. */
  int longest() {
    return longest;
  }

  /** Those with these words. */
  List<Phrase> exact(String key) {
    return byKey.getOrDefault(key, List.of());
  }

  /** Those that a few slips make of these words; the first letter is right in most slips. */
  List<Phrase> near(String key, int words, int slips) {
    return byHead.getOrDefault(head(key, words), List.of()).stream()
        .filter(other -> Edits.within(key, other, slips))
        .flatMap(other -> exact(other).stream())
        .toList();
  }

  /** Longer values in which these words stand together, if they tell them from others. */
  List<Phrase> holding(List<Words.Word> words) {
    String part = " " + Words.key(words) + " ";
    for (Words.Word word : words) {
      List<Phrase> candidates = byWord.getOrDefault(word.form(), List.of());
      if (!candidates.isEmpty() && candidates.size() <= MOST_SHARED) {
        return candidates.stream()
            .filter(phrase -> (" " + Words.key(phrase.text) + " ").contains(part))
            .filter(phrase -> phrase.text.chars().noneMatch(Character::isDigit))
            .collect(Collectors.toList());
      }
    }
    return List.of();
  }

  /** Values of scripts without spaces. */
  List<Phrase> unspaced() {
    return unspaced;
  }

  private static String head(String key, int words) {
    return words + key.substring(0, 1);
  }
}
