package org.nljdbc.translate;

import java.util.ArrayList;
import java.util.List;
import org.nljdbc.prompt.FailedTry;
import org.nljdbc.prompt.PromptProfile;
import org.nljdbc.prompt.Question;
import org.nljdbc.schema.Schema;

/**
 * A question on its way: what the model is shown, and what it has answered in vain.
 *
 * @param key what the translation depends on
 * @param schema the whole schema, against which answers are checked
 * @param question the question over what the model sees of it
 * @param profile how the model is asked
 * @param notes what the user should know
 * @param answer the model's last answer, its prefix included; empty before the first
 * @param failed tries that did not hold, oldest first
 */
record Conversation(
    RecallKey key,
    Schema schema,
    Question question,
    PromptProfile profile,
    List<String> notes,
    String answer,
    List<FailedTry> failed) {

  Conversation {
    notes = List.copyOf(notes);
    failed = List.copyOf(failed);
  }

  Conversation failedWith(FailedTry attempt) {
    return failedWith(List.of(attempt));
  }

  Conversation failedWith(List<FailedTry> attempts) {
    List<FailedTry> more = new ArrayList<>(failed);
    more.addAll(attempts);
    return new Conversation(key, schema, question, profile, notes, answer, more);
  }

  /** The same question to a database that has the same schema. */
  Conversation in(String database) {
    return new Conversation(key.in(database), schema, question, profile, notes, answer, failed);
  }

  Conversation answered(String text) {
    return new Conversation(key, schema, question, profile, notes, text, failed);
  }

  /** Whether the model has given this SQL before. */
  boolean hasFailed(String sql) {
    return failed.stream().anyMatch(attempt -> squeezed(attempt.sql()).equals(squeezed(sql)));
  }

  private static String squeezed(String sql) {
    return sql.replaceAll("\\s+", " ").strip();
  }
}
