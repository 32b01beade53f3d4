package org.nljdbc.meaning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Words that mean the same in one database, since somebody has said so: {@code clients} and {@code
 * customers}. In doubt they mean themselves: a phrase that could mean two things, that is a verb,
 * or that stands within a longer name of the database does not count. Immutable; equal ones hold
 * the same words.
 */
public final class Synonyms {

  /** No words but those of English. */
  public static final Synonyms NONE = new Synonyms(Map.of());

  /** What a phrase stands for where it is a name of the database that nothing else means. */
  private static final String ITSELF = "";

  private final Map<List<String>, String> meanings;
  private final int longest;

  private Synonyms(Map<List<String>, String> meanings) {
    this.meanings = Map.copyOf(meanings);
    this.longest = meanings.keySet().stream().mapToInt(List::size).max().orElse(0);
  }

  /**
   * What some words of a question stand for.
   *
   * @param words how many they are
   * @param meaning the one sign for all of them, or null if each means itself
   */
  record Found(int words, @Nullable String meaning) {}

  /** The longest phrase that begins at a place, or null if there is none. */
  @Nullable Found at(List<Piece> pieces, int at) {
    List<String> words = new ArrayList<>();
    for (int i = at; i < pieces.size() && words.size() < longest; i++) {
      if (!pieces.get(i).is(Piece.Kind.WORD)) {
        break;
      }
      words.add(WordForm.singular(pieces.get(i).text()));
    }
    for (int n = words.size(); n > 0; n--) {
      String meaning = meanings.get(words.subList(0, n));
      if (meaning != null) {
        return new Found(n, meaning.equals(ITSELF) ? null : meaning);
      }
    }
    return null;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return meanings.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Synonyms that && meanings.equals(that.meanings);
  }

  @Override
  public int hashCode() {
    return meanings.hashCode();
  }

  /** Collects synonyms. */
  public static final class Builder {

    private final Map<List<String>, Set<String>> said = new HashMap<>();
    private final Map<List<String>, Set<String>> names = new HashMap<>();

    /** Begins with none. */
    public Builder() {}

    /**
     * Adds a name that something in the database has.
     *
     * @param thing what has it, such that no other thing is told so
     * @param name the name, in words or as SQL writes it
     * @return this
     */
    public Builder name(String thing, String name) {
      List<String> words = words(name);
      if (!words.isEmpty()) {
        names.computeIfAbsent(words, any -> new HashSet<>()).add(thing);
      }
      return this;
    }

    /**
     * Adds what people call something.
     *
     * @param thing the thing, as for {@link #name}
     * @param phrase what they call it
     * @return this
     */
    public Builder synonym(String thing, String phrase) {
      List<String> words = words(phrase);
      if (!words.isEmpty() && words.stream().noneMatch(Builder::isMoreThanName)) {
        said.computeIfAbsent(words, any -> new HashSet<>()).add(thing);
      }
      return this;
    }

    /** What was added. */
    public Synonyms build() {
      Set<String> called = new HashSet<>();
      said.values().forEach(called::addAll);
      Map<List<String>, String> meanings = new HashMap<>();
      names.forEach(
          (words, things) -> {
            String only = things.size() == 1 ? things.iterator().next() : ITSELF;
            boolean counts =
                called.contains(only) && words.stream().noneMatch(Builder::isMoreThanName);
            if (counts) {
              meanings.put(words, sign(only));
            } else if (words.size() > 1) {
              meanings.put(words, ITSELF); // no part of it means anything else
            }
          });
      said.forEach(
          (words, things) -> {
            Set<String> all = new HashSet<>(things);
            all.addAll(names.getOrDefault(words, Set.of()));
            if (all.size() == 1) {
              meanings.put(words, sign(all.iterator().next()));
            } else {
              meanings.put(words, ITSELF);
            }
          });
      return called.isEmpty() ? NONE : new Synonyms(meanings);
    }

    /** No word of a question, nor any form of one. */
    private static String sign(String thing) {
      return "@" + thing + "@";
    }

    /** Words that tell more than what something is called: managed, largest, of. */
    private static boolean isMoreThanName(String word) {
      return WordForm.endsName(word) || WordForm.picks(word, "") || word.endsWith("ing");
    }

    private static List<String> words(String name) {
      String spaced = name.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})|_", " ");
      List<String> words = new ArrayList<>();
      for (Piece piece : Piece.of(spaced)) {
        if (!piece.is(Piece.Kind.WORD)) {
          return List.of();
        }
        words.add(WordForm.singular(piece.text()));
      }
      return words;
    }
  }
}
