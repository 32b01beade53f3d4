package org.nljdbc.meaning;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nljdbc.schema.Schema;
import org.nljdbc.sql.SqlLiteral;
import org.nljdbc.sql.SqlLiterals;

/** Whether two questions name the values of SQL alike: William is not Williams. */
public final class SameValues {

  private SameValues() {}

  /**
   * Compares the values that stand in SQL.
   *
   * @param sql the SQL of the first question
   * @param first a question
   * @param second another of the same meaning
   * @param schema the schema
   * @return true if each value of the SQL stands in both questions, without regard to case, or in
   *     neither
   */
  public static boolean hold(String sql, String first, String second, Schema schema) {
    Optional<List<SqlLiteral>> literals = SqlLiterals.of(sql, schema);
    return literals.isPresent()
        && literals.get().stream()
            .allMatch(each -> stands(each.value(), first) == stands(each.value(), second));
  }

  /** Whether a value stands in a question, not within a longer word. */
  private static boolean stands(String value, String question) {
    String text = question.toLowerCase(Locale.ROOT);
    String wanted = value.toLowerCase(Locale.ROOT);
    for (int at = text.indexOf(wanted);
        at >= 0 && !wanted.isEmpty();
        at = text.indexOf(wanted, at + 1)) {
      int end = at + wanted.length();
      boolean begins = at == 0 || !Character.isLetterOrDigit(text.codePointBefore(at));
      boolean ends = end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end));
      if (begins && ends) {
        return true;
      }
    }
    return false;
  }
}
