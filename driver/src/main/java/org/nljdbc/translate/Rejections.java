package org.nljdbc.translate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nljdbc.prompt.FailedTry;

/**
 * Answers that a person has said are wrong, as long as this process runs. The model is told of them
 * as of tries that failed, and does not get through with them again. Safe for many threads.
 */
final class Rejections {

  private static final int MOST_QUESTIONS = 1_000;
  private static final int MOST_ANSWERS = 4;
  private static final String PROBLEM = "The user says that this does not answer the question.";

  private record Key(String database, String question) {
    static Key of(String database, String question) {
      return new Key(database, question.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT));
    }
  }

  private final Cache<Key, List<String>> rejected =
      Caffeine.newBuilder().maximumSize(MOST_QUESTIONS).build();

  /** Takes note of a wrong answer; the oldest of many are forgotten. */
  void add(String database, String question, String sql) {
    rejected
        .asMap()
        .compute(
            Key.of(database, question),
            (key, before) -> {
              List<String> all = new ArrayList<>(before == null ? List.of() : before);
              all.remove(sql);
              all.add(sql);
              return List.copyOf(all.subList(Math.max(0, all.size() - MOST_ANSWERS), all.size()));
            });
  }

  /** The wrong answers to a question, as tries that failed. */
  List<FailedTry> of(String database, String question) {
    List<String> known = rejected.getIfPresent(Key.of(database, question));
    return known == null
        ? List.of()
        : known.stream()
            .map(sql -> new FailedTry("```sql\n" + sql + "\n```", sql, PROBLEM))
            .toList();
  }

  /** Whether this SQL is a wrong answer to a question. */
  boolean has(String database, String question, String sql) {
    List<String> known = rejected.getIfPresent(Key.of(database, question));
    return known != null && known.contains(sql);
  }

  /** Whether a question has none. */
  boolean isEmpty() {
    return rejected.asMap().isEmpty();
  }

  /** How many of a conversation's failed tries are such. */
  static int count(Conversation conversation) {
    return (int)
        conversation.failed().stream().filter(each -> each.problem().equals(PROBLEM)).count();
  }

  void clear() {
    rejected.invalidateAll();
  }
}
