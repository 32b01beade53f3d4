package org.nljdbc.memory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers that were rejected, to be looked up. Immutable; the oldest of many are forgotten. */
public final class RejectedAnswers {

  /** None. */
  public static final RejectedAnswers NONE = new RejectedAnswers(List.of());

  /** The same on all machines, also for those of one second. */
  private static final Comparator<Rejection> OLDEST_FIRST =
      Comparator.comparing(Rejection::at)
          .thenComparing(Rejection::database)
          .thenComparing(Rejection::question)
          .thenComparing(Rejection::sql);

  private static final int MOST = 2_000;
  private static final int MOST_OF_QUESTION = 4;

  private final List<Rejection> all;
  private final Map<Key, List<Rejection>> byQuestion = new HashMap<>();

  private record Key(String database, String question) {
    static Key of(String database, String question) {
      return new Key(database, Rejection.key(question));
    }
  }

  RejectedAnswers(List<Rejection> all) {
    this.all = List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
    for (Rejection each : this.all) {
      byQuestion
          .computeIfAbsent(Key.of(each.database(), each.question()), any -> new ArrayList<>())
          .add(each);
    }
  }

  /** The newest of these: as many as are kept, of each question and of all. */
  static RejectedAnswers of(List<Rejection> rejections) {
    List<Rejection> newest = rejections.stream().sorted(OLDEST_FIRST.reversed()).toList();
    Map<Key, Integer> counts = new HashMap<>();
    List<Rejection> kept = new ArrayList<>();
    for (Rejection each : newest) {
      Key key = Key.of(each.database(), each.question());
      if (counts.merge(key, 1, Integer::sum) <= MOST_OF_QUESTION) {
        kept.add(each);
      }
    }
    Collections.reverse(kept);
    return new RejectedAnswers(kept);
  }

  /** All of them, the oldest first. */
  List<Rejection> all() {
    return all;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * The rejected answers to a question.
   *
   * @param database the database's name
   * @param question the question
   * @return their SQL, the oldest first
   */
  public List<String> of(String database, String question) {
    return all.isEmpty()
        ? List.of()
        : byQuestion.getOrDefault(Key.of(database, question), List.of()).stream()
            .map(Rejection::sql)
            .toList();
  }

  /**
   * Whether SQL is a rejected answer to a question.
   *
   * @param database the database's name
   * @param question the question
   * @param sql the SQL
   * @return true if it is, to the letter
   */
  public boolean has(String database, String question, String sql) {
    return of(database, question).contains(sql);
  }

  /**
   * The same with one more, as the newest.
   *
   * @param rejection it
   * @return them
   */
  public RejectedAnswers with(Rejection rejection) {
    RejectedAnswers others = without(rejection.database(), rejection.question(), rejection.sql());
    List<Rejection> more = new ArrayList<>(others.all);
    List<Rejection> same =
        more.stream()
            .filter(each -> each.isOf(rejection.database(), rejection.question()))
            .toList();
    if (same.size() >= MOST_OF_QUESTION) {
      more.remove(same.get(0));
    }
    more.add(rejection);
    return new RejectedAnswers(more);
  }

  /**
   * The same without an answer that is right after all.
   *
   * @param database the database's name
   * @param question the question
   * @param sql the SQL
   * @return them
   */
  public RejectedAnswers without(String database, String question, String sql) {
    return has(database, question, sql)
        ? new RejectedAnswers(
            all.stream()
                .filter(each -> !(each.isOf(database, question) && each.sql().equals(sql)))
                .toList())
        : this;
  }
}
