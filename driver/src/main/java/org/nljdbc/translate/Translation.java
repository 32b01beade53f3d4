package org.nljdbc.translate;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.nljdbc.sql.ValueFilter;

/**
 * SQL that was made for a question and has passed every check.
 *
 * @param id short identifier, the same in warnings, logs and comments
 * @param question the question, with dates where it spoke of last month and the like
 * @param sql one statement, in the connection's own dialect, without a trailing semicolon; it only
 *     reads, unless it was made to write ({@link PlannedWrite})
 * @param model the model's id; for pinned SQL what its pin tells of the model that made it
 * @param logProbability natural logarithm of the answer's probability, or NaN
 * @param tokens number of the answer's tokens
 * @param confidence the share of such answers that are right, from 0 to 1, as measured for this
 *     model; NaN where nobody has measured it
 * @param tries how many times the model was asked, 1 or more; 0 if the model was not asked
 * @param absent comparisons with values that their columns do not hold: the likely cause of an
 *     empty result
 * @param notes what the user should know, such as tables left out of the prompt; one sentence each
 * @param parameters for each {@code ?} of the SQL the number of the question's bind marker whose
 *     value goes there, from 1; empty if the question has none
 * @param terms what the glossary said to the question; one line each
 * @param examples the pinned questions that the model was shown with their SQL, the nearest first
 * @param readings other ways to read the question, the likeliest first; empty if there are none, or
 *     they were not looked for
 * @param sameAs the question that this one was taken to mean the same as; empty if it was not
 * @param millis time that the translation took, in milliseconds
 * @param source where the SQL comes from
 */
public record Translation(
    String id,
    String question,
    String sql,
    String model,
    double logProbability,
    int tokens,
    double confidence,
    int tries,
    List<ValueFilter> absent,
    List<String> notes,
    List<Integer> parameters,
    List<String> terms,
    List<String> examples,
    List<Reading> readings,
    String sameAs,
    long millis,
    Source source) {

  /** Where the SQL of a translation comes from. */
  public enum Source {
    /** The model, now. */
    MODEL,
    /** The model, when the same was asked before in this process. */
    RECALLED,
    /** The lock file: somebody has pinned it. */
    VERIFIED,
    /** Another question, pinned or remembered, that was taken to mean the same. */
    SAME_MEANING,
    /** The SQL of the question before, by one change that the words of a follow-up ask for. */
    CONTINUED
  }

  /** One without parameters and terms, and the same as no other question. */
  public Translation(
      String id,
      String question,
      String sql,
      String model,
      double logProbability,
      int tokens,
      double confidence,
      int tries,
      List<ValueFilter> absent,
      List<String> notes,
      long millis,
      Source source) {
    this(
        id,
        question,
        sql,
        model,
        logProbability,
        tokens,
        confidence,
        tries,
        absent,
        notes,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        "",
        millis,
        source);
  }

  /** Keeps its own copies of the lists. */
  public Translation {
    parameters = List.copyOf(parameters);
    terms = List.copyOf(terms);
    examples = List.copyOf(examples);
    readings = List.copyOf(readings);
    absent = List.copyOf(absent);
    notes = List.copyOf(notes);
  }

  /** The same with more notes. */
  Translation with(List<String> more) {
    return copy(confidence, tries, and(more), readings, millis, source);
  }

  /** The same, made of the SQL before without a model, and as sure as that. */
  Translation continued(String change, double sure) {
    return copy(sure, 0, and(List.of(change)), readings, millis, Source.CONTINUED);
  }

  /** The same, remembered instead of asked for. */
  Translation recalledIn(long time) {
    Source from = sameAs.isEmpty() ? Source.RECALLED : source;
    return copy(confidence, 0, notes, readings, time, from);
  }

  /** The SQL of this one for another question, which is taken to mean the same. */
  Translation takenFor(String other, String otherId, String note, long time) {
    List<String> told = Stream.concat(Stream.of(note), notes.stream()).toList();
    return new Translation(
        otherId,
        other,
        sql,
        model,
        logProbability,
        tokens,
        confidence,
        0,
        absent,
        told,
        parameters,
        terms,
        examples,
        readings,
        question,
        time,
        Source.SAME_MEANING);
  }

  /** The same with no confidence: nobody has measured how often such SQL is right. */
  Translation unmeasured() {
    return copy(Double.NaN, tries, notes, readings, millis, source);
  }

  /** The same, going on from SQL that is as sure as that: what follows from it is no surer. */
  Translation asSureAtMostAs(double before) {
    return before < confidence ? copy(before, tries, notes, readings, millis, source) : this;
  }

  /**
   * The same, trusted less.
   *
   * @param factor what the odds that it is right are multiplied by
   */
  Translation doubted(double factor) {
    double odds = confidence / (1 - confidence) * factor;
    double less = Double.isInfinite(odds) ? confidence : odds / (1 + odds);
    return copy(less, tries, notes, readings, millis, source);
  }

  /** The same with other ways to read the question, of which the user is told. */
  Translation readAlsoAs(List<Reading> others) {
    List<String> told = others.stream().map(Translation::told).toList();
    return others.isEmpty() ? this : copy(confidence, tries, and(told), others, millis, source);
  }

  private static String told(Reading other) {
    String sure =
        Double.isNaN(other.confidence())
            ? ""
            : String.format(Locale.ROOT, " (confidence %.2f)", other.confidence());
    return "It can also be read as" + sure + ": " + other.sql();
  }

  private List<String> and(List<String> more) {
    return Stream.concat(notes.stream(), more.stream()).toList();
  }

  private Translation copy(
      double sure, int asked, List<String> all, List<Reading> others, long time, Source from) {
    return new Translation(
        id,
        question,
        sql,
        model,
        logProbability,
        tokens,
        sure,
        asked,
        absent,
        all,
        parameters,
        terms,
        examples,
        others,
        sameAs,
        time,
        from);
  }
}
