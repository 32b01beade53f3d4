package org.nljdbc.translate;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.prompt.Question;
import org.nljdbc.schema.Table;
import org.nljdbc.values.ValueHit;

/**
 * What a question counts or lists, where the schema has no such name. A small model counts
 * something else then, and is as sure of that as of any count.
 */
final class Subject {

  private static final Pattern SAID =
      Pattern.compile(
          "\\b(?:how many|number of|count(?: of| all| the)?(?: number of)?|(?:list|show|show"
              + " me|give me|find) all(?: (?:the|of the))?) (?<words>[\\p{L} -]+)",
          Pattern.CASE_INSENSITIVE);

  /** What stands behind a subject. */
  private static final Set<String> ENDS =
      Set.of(
          ("do does did have has had are is was were be been can could will would in of on at to"
                  + " for from by with without per and or who that which whose where when there we you"
                  + " i they it the a an each every not no than as live lives")
              .split(" "));

  /** Words that are no name of anything in particular. */
  private static final Set<String> COMMON =
      Set.of(
          ("number over different distinct unique total times rows records entries items things"
                  + " people persons ones values days weeks months quarters years hours minutes"
                  + " percent data information details names")
              .split(" "));

  private static final Pattern READS =
      Pattern.compile("\\bFROM\\s+([\\w\"`.]+)", Pattern.CASE_INSENSITIVE);
  private static final int MOST_WORDS = 3;

  private Subject() {}

  /**
   * A sentence about a subject that the schema does not know.
   *
   * @param question the question
   * @param sql its SQL
   * @return what to tell the user, or null if there is nothing to tell
   */
  static @Nullable String note(Question question, String sql) {
    Matcher said = SAID.matcher(question.text());
    Matcher reads = READS.matcher(sql);
    if (!question.earlier().isEmpty() || !said.find() || !reads.find()) {
      return null;
    }
    List<String> words =
        Stream.of(said.group("words").toLowerCase(Locale.ROOT).split("[ -]+"))
            .takeWhile(word -> !ENDS.contains(word))
            .toList();
    boolean silent =
        words.isEmpty()
            || words.size() > MOST_WORDS
            || words.stream().anyMatch(word -> COMMON.contains(word) || isKnown(word, question));
    return silent
        ? null
        : "No table, column or value here is called \""
            + String.join(" ", words)
            + "\"; the SQL reads "
            + reads.group(1)
            + " for it.";
  }

  /** Whether a name, a comment, a value or a term that is told to the model has such a word. */
  private static boolean isKnown(String word, Question question) {
    String stem = Stems.of(word);
    for (Table table : question.schema().tables()) {
      Stream<@Nullable String> texts =
          Stream.concat(
              Stream.of(table.name(), table.comment()),
              table.columns().stream()
                  .flatMap(
                      c -> Stream.concat(Stream.of(c.name(), c.comment()), c.samples().stream())));
      if (texts.anyMatch(text -> text != null && has(text, stem))) {
        return true;
      }
    }
    return question.hits().stream().map(ValueHit::value).anyMatch(value -> has(value, stem))
        || question.terms().stream()
            .anyMatch(term -> has(term.phrase(), stem) || has(term.says(), stem));
  }

  private static boolean has(String text, String stem) {
    return Stems.words(text)
        .anyMatch(
            part ->
                part.startsWith(stem) || part.length() >= Stems.SHORTEST && stem.startsWith(part));
  }
}
