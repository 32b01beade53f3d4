package org.nljdbc.translate;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.nljdbc.glossary.BoundGlossary;
import org.nljdbc.glossary.Term;
import org.nljdbc.meaning.Meaning;
import org.nljdbc.meaning.SameValues;
import org.nljdbc.meaning.Synonyms;
import org.nljdbc.memory.Pin;
import org.nljdbc.memory.PinBook;
import org.nljdbc.memory.RejectedAnswers;
import org.nljdbc.prompt.Question;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.values.ValueHit;

/**
 * Finds what is kept for a question that means the same in other words. Remembered answers count
 * only where all else that an answer depends on is equal: schema, what is known of the question's
 * words, model and settings.
 */
final class SameMeaning {

  private final Registry registry;
  private final Rejections rejections;
  private final boolean ofPins;
  private final boolean ofAnswers;

  SameMeaning(Registry registry, Settings settings) {
    this.registry = registry;
    this.rejections = Rejections.of(registry, settings);
    String wanted = settings.get(Setting.SEMANTIC_CACHE);
    this.ofPins = !wanted.equals(Setting.OFF);
    this.ofAnswers = wanted.equals(Setting.ON);
  }

  /** What a remembered answer depends on, with the question's meaning in place of its words. */
  record Key(
      Meaning meaning,
      String schema,
      List<Term> said,
      List<ValueHit> hits,
      String model,
      String settings) {

    static Optional<Key> of(RecallKey key, Question question, Synonyms synonyms) {
      // What the glossary says, whichever synonym it says it to.
      List<Term> said = question.terms().stream().map(Term::unphrased).toList();
      return key.wording().isWhole()
          ? Meaning.of(key.wording().text(), synonyms)
              .map(
                  meaning ->
                      new Key(
                          meaning,
                          question.schema().fingerprint(),
                          said,
                          question.hits(),
                          key.model(),
                          key.settings()))
          : Optional.empty();
    }
  }

  /** The pin of another question that means the same. */
  Optional<Pin> pin(PinBook book, String database, String question, BoundGlossary glossary)
      throws SQLException {
    Schema schema = glossary.schema();
    RejectedAnswers rejected = rejections.now();
    return ofPins
        ? book.findSameMeaning(database, question, glossary.synonyms())
            .filter(
                pin ->
                    SameValues.hold(pin.sql(), pin.question(), question, schema)
                        && !rejected.has(database, question, pin.sql()))
        : Optional.empty();
  }

  /** Lets an answer be found by the meaning of its question. */
  void remember(RecallKey key, Question question, Synonyms synonyms) {
    if (ofAnswers) {
      Key.of(key, question, synonyms).ifPresent(meant -> registry.meanings().put(meant, key));
    }
  }

  /**
   * The answer to another question that means the same; from then on it is remembered for this one.
   *
   * @param key the question, which has no answer of its own
   * @param question the same with what is known of its words
   * @param synonyms words that mean the same in its database
   * @param database the database's name
   * @param start when it came, as {@link System#nanoTime}
   */
  Optional<Translation> recall(
      RecallKey key, Question question, Synonyms synonyms, String database, long start)
      throws SQLException {
    if (!ofAnswers) {
      return Optional.empty();
    }
    RejectedAnswers rejected = rejections.now();
    Optional<Translation> known =
        Key.of(key, question, synonyms)
            .map(registry.meanings()::getIfPresent)
            .map(registry.translations()::getIfPresent)
            .filter(
                translation -> !rejected.has(database, translation.question(), translation.sql()))
            .filter(
                translation ->
                    SameValues.hold(
                        translation.sql(),
                        translation.question(),
                        key.wording().text(),
                        question.schema()))
            .map(
                translation ->
                    translation.takenFor(
                        key.wording().text(),
                        key.id(0),
                        "Taken to mean the same as a question that was asked before: "
                            + translation.question()
                            + " (nl.semanticCache).",
                        Watch.millisSince(start)));
    known.ifPresent(translation -> registry.translations().put(key, translation));
    return known;
  }

  /** Forgets an answer that came from another question, and that question's, since it failed. */
  void forget(Translation failed) {
    registry
        .translations()
        .asMap()
        .forEach(
            (key, each) -> {
              if (each.id().equals(failed.id()) || each.question().equals(failed.sameAs())) {
                registry.forget(key);
              }
            });
  }
}
