package org.nljdbc.statement;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A quoted question with a row limit behind it, as Hibernate and others append one to any text:
 * {@code NL 'question' fetch first ? rows only}. The limit goes to the database as it is written.
 */
public final class Paged implements Inquiry {

  /** What tells that SQL limits its own rows, if it stands outside of parentheses. */
  private static final Set<String> LIMITS = Set.of("LIMIT", "OFFSET", "FETCH", "TOP", "FOR");

  private final String question;
  private final String limit;

  private Paged(String question, String limit) {
    this.question = question;
    this.limit = limit;
  }

  /**
   * Reads one.
   *
   * @param statement a statement that may be asked
   * @param texts what makes the question
   * @return the question with its limit, or null if the statement is anything else
   * @throws SQLException as {@link QuestionText#checked}
   */
  static @Nullable Paged read(String statement, QuestionText texts) throws SQLException {
    int at = Scan.afterNl(statement);
    if (at < 0) {
      return null;
    }
    Phrase phrase = Phrase.read(statement, at);
    if (phrase.opener() != '\'' || phrase.knownVerb() != Verb.RUN) {
      return null;
    }
    QuotedText quoted = QuotedText.read(statement, phrase.opening());
    int end = RowLimit.end(new SqlCursor(statement, Set.of(), quoted.end()));
    return end < 0
        ? null
        : new Paged(texts.checked(quoted.text()), statement.substring(quoted.end(), end).strip());
  }

  @Override
  public List<String> questions() {
    return List.of(question);
  }

  /**
   * The limit behind the SQL, whose order it then sees; where the SQL has one of its own, the limit
   * goes around it.
   */
  @Override
  public String assemble(List<String> sql) {
    String found = sql.get(0);
    return (isLimited(found) ? "SELECT * FROM (" + found + ") nl" : found) + " " + limit;
  }

  private static boolean isLimited(String sql) {
    SqlCursor cursor = new SqlCursor(sql, Set.of(), 0);
    int depth = 0;
    boolean limited = false;
    while (cursor.next() != SqlCursor.Kind.END) {
      depth += cursor.isMark('(') ? 1 : cursor.isMark(')') ? -1 : 0;
      limited |= depth == 0 && LIMITS.contains(cursor.word());
    }
    return limited || cursor.isOpen();
  }

  @Override
  public String toString() {
    return question + " " + limit;
  }
}
