package org.nljdbc.translate;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nljdbc.memory.LockMode;
import org.nljdbc.memory.RejectedAnswers;
import org.nljdbc.memory.Rejection;
import org.nljdbc.memory.RejectionFile;
import org.nljdbc.prompt.FailedTry;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;

/**
 * Answers that a person has said are wrong: the model is told of them as of tries that failed, and
 * does not get through with them again. They stand in a file that all processes see; with {@code
 * nl.lock=off}, which goes without files, in this process. Safe for many threads.
 */
final class Rejections {

  private static final String PROBLEM = "The user says that this does not answer the question.";

  private final @Nullable RejectionFile file;
  private final AtomicReference<RejectedAnswers> here;

  private Rejections(@Nullable RejectionFile file, AtomicReference<RejectedAnswers> here) {
    this.file = file;
    this.here = here;
  }

  static Rejections of(Registry registry, Settings settings) {
    boolean off = LockMode.of(settings) == LockMode.OFF;
    return new Rejections(
        off ? null : registry.lockFile(settings.get(Setting.LOCK_FILE)).rejections(),
        registry.rejectedHere());
  }

  /** What is rejected now. */
  RejectedAnswers now() throws SQLException {
    return file == null ? Objects.requireNonNull(here.get()) : file.read();
  }

  private void change(UnaryOperator<RejectedAnswers> change) throws SQLException {
    if (file == null) {
      here.updateAndGet(change);
    } else {
      file.change(change);
    }
  }

  /** Takes note of wrong answers; the oldest of many are forgotten. */
  void add(String database, String question, List<String> wrong, String by) throws SQLException {
    Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    change(
        all -> {
          RejectedAnswers more = all;
          for (String sql : wrong) {
            more = more.with(new Rejection(question, sql, database, by, at));
          }
          return more;
        });
  }

  /** Takes note that an answer is right after all. */
  void forget(String database, String question, String sql) throws SQLException {
    if (now().has(database, question, sql)) {
      change(all -> all.without(database, question, sql));
    }
  }

  /** The wrong answers to a question, as tries that failed. */
  List<FailedTry> of(String database, String question) throws SQLException {
    return now().of(database, question).stream()
        .map(sql -> new FailedTry("```sql\n" + sql + "\n```", sql, PROBLEM))
        .toList();
  }

  /** How many of a conversation's failed tries are such. */
  static int count(Conversation conversation) {
    return (int)
        conversation.failed().stream().filter(each -> each.problem().equals(PROBLEM)).count();
  }
}
