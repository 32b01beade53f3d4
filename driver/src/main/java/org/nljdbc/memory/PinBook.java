package org.nljdbc.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.nljdbc.meaning.MaskedWords;
import org.nljdbc.meaning.Meaning;
import org.nljdbc.meaning.Synonyms;
import org.nljdbc.schema.Schema;

/** The pins of a lock file, to be looked up. Immutable. */
public final class PinBook {

  static final PinBook EMPTY = new PinBook(List.of());

  private static final int MOST_MEANINGS = 64;

  private final List<Pin> pins;
  private final Map<String, Map<String, Pin>> byQuestion = new HashMap<>();
  private final Map<String, List<Open>> open = new HashMap<>();
  private final Map<String, NearestPins> nearest = new ConcurrentHashMap<>();
  private final Map<Spoken, Map<Meaning, List<Pin>>> byMeaning = new ConcurrentHashMap<>();

  /** A pin with parameters, and the shape of its question. */
  private record Open(Pin pin, QuestionShape shape) {}

  /** What the meanings of a database's pins depend on. */
  private record Spoken(String database, Synonyms synonyms) {}

  PinBook(List<Pin> pins) {
    this.pins = pins.stream().sorted(Pin.ORDER).toList();
    for (Pin pin : this.pins) {
      byQuestion.computeIfAbsent(pin.database(), any -> new HashMap<>()).put(pin.key(), pin);
      if (!pin.parameters().isEmpty()) {
        open.computeIfAbsent(pin.database(), any -> new ArrayList<>())
            .add(new Open(pin, QuestionShape.of(pin.question(), pin.parameters())));
      }
    }
  }

  /** All pins, sorted. */
  List<Pin> pins() {
    return pins;
  }

  /**
   * The pins of a database.
   *
   * @param database its name
   * @return its pins, sorted by their questions
   */
  public List<Pin> of(String database) {
    return pins.stream().filter(pin -> pin.database().equals(database)).toList();
  }

  /**
   * The pin of a question.
   *
   * @param database the database's name
   * @param question the question
   * @return the pin; empty if there is none
   */
  public Optional<Pin> find(String database, String question) {
    Map<String, Pin> known = byQuestion.getOrDefault(database, Map.of());
    return known.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(known.get(QuestionWords.of(question).normal()));
  }

  /**
   * The pin of a question that means the same in other words.
   *
   * @param database the database's name
   * @param question the question, which has no pin of its own
   * @param synonyms words that mean the same there
   * @return the pin; empty if there is none, or several that disagree
   */
  public Optional<Pin> findSameMeaning(String database, String question, Synonyms synonyms) {
    if (!byQuestion.containsKey(database)) {
      return Optional.empty();
    }
    List<Pin> same =
        Meaning.of(question, synonyms)
            .map(meaning -> byMeaning(database, synonyms).getOrDefault(meaning, List.of()))
            .orElse(List.of());
    return same.stream().map(Pin::sql).distinct().count() == 1
        ? Optional.of(same.get(0))
        : Optional.empty();
  }

  /** Made when it is first wanted, since most questions are found by their words. */
  private Map<Meaning, List<Pin>> byMeaning(String database, Synonyms synonyms) {
    if (byMeaning.size() > MOST_MEANINGS) {
      byMeaning.clear(); // glossaries have changed, and the lock file has not
    }
    return byMeaning.computeIfAbsent(
        new Spoken(database, synonyms),
        any -> {
          Map<Meaning, List<Pin>> made = new HashMap<>();
          for (Pin pin : of(database)) {
            Meaning.of(pin.question(), synonyms)
                .ifPresent(
                    meaning -> made.computeIfAbsent(meaning, none -> new ArrayList<>()).add(pin));
          }
          return made;
        });
  }

  /**
   * The pins of a database that are most like a question, by the words of theirs.
   *
   * @param database the database's name
   * @param words the question's words, as {@link MaskedWords} has them
   * @param schema the schema, by whose dialect values are told in SQL
   * @return pins that share a telling word with it, the nearest first
   */
  public List<Pin> nearest(String database, List<String> words, Schema schema) {
    return nearest.computeIfAbsent(database, name -> NearestPins.of(of(name), schema)).to(words);
  }

  /**
   * The pin that a question differs from in its values alone, with these bound.
   *
   * @param database the database's name
   * @param question the question
   * @param schema the schema
   * @return the binding; empty if there is none, or several that disagree
   */
  public Optional<PinBinding> bind(String database, String question, Schema schema) {
    List<Open> candidates = open.getOrDefault(database, List.of());
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    QuestionWords words = QuestionWords.of(question);
    PinBinding found = null;
    for (Open one : candidates) {
      Optional<PinBinding> binding = PinBinding.of(one.pin(), one.shape(), words, schema);
      if (binding.isEmpty()) {
        continue;
      }
      if (found != null && !found.sql().equals(binding.get().sql())) {
        return Optional.empty();
      }
      found = binding.get();
    }
    return Optional.ofNullable(found);
  }
}
