package org.nljdbc.jdbc;

import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import org.nljdbc.statement.Asked;
import org.nljdbc.statement.Inquiry;
import org.nljdbc.statement.Nested;
import org.nljdbc.translate.Translation;

/**
 * What a statement with questions became.
 *
 * @param inquiry the statement
 * @param translations the SQL of each question, in their order; never empty
 * @param sql what the database gets
 * @param plain the same without the comments that name the questions, to be shown
 * @param returnsRows whether it is a query, judged by its first word
 */
record Translated(
    Inquiry inquiry,
    List<Translation> translations,
    String sql,
    String plain,
    boolean returnsRows) {

  /**
   * Puts the SQL of the questions into their statement.
   *
   * @param commented whether each is followed by a comment with its id, for the server's log.
   *     Behind the SQL, since what balances loads looks at how a statement begins; and only where
   *     nothing is written, since a view would keep the comment
   */
  static Translated of(Inquiry inquiry, List<Translation> translations, boolean commented) {
    String plain = inquiry.assemble(translations.stream().map(Translation::sql).toList());
    boolean reads = !(inquiry instanceof Nested nested) || nested.reads();
    String sql =
        commented && reads
            ? inquiry.assemble(translations.stream().map(Translated::commented).toList())
            : plain;
    return new Translated(inquiry, List.copyOf(translations), sql, plain, reads);
  }

  /** What a request to write became. */
  static Translated ofWrite(Asked asked, Translation translation, boolean commented) {
    String sql = commented ? commented(translation) : translation.sql();
    return new Translated(asked, List.of(translation), sql, translation.sql(), false);
  }

  private static String commented(Translation translation) {
    return translation.sql() + " /* nl:" + translation.id() + " */";
  }

  /** A prepared statement whose parameters are those of the question. */
  PreparedStatement bound(PreparedStatement real) {
    return inquiry instanceof Asked asked && !asked.markers().isEmpty()
        ? new BoundPreparedStatement(
            real, new ParameterPlaces(asked.markers().size(), first().parameters()))
        : real;
  }

  /** What stands for the statement where there can be only one translation. */
  Translation first() {
    return translations.get(0);
  }

  /** What the user is told about it, in this order. */
  List<String> messages() {
    List<String> messages = new ArrayList<>();
    for (Translation translation : translations) {
      messages.add(TranslationWarning.message(translation));
      messages.addAll(translation.notes());
    }
    if (!(inquiry instanceof Asked)) {
      messages.add("NL statement: " + plain);
    }
    return messages;
  }
}
