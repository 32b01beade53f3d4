package org.nljdbc.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.nljdbc.prompt.Turn;
import org.nljdbc.statement.Asked;
import org.nljdbc.statement.Inquiry;
import org.nljdbc.statement.Nested;
import org.nljdbc.statement.ParameterNumbers;
import org.nljdbc.translate.PlacedSql;
import org.nljdbc.translate.Translation;

/**
 * What a statement with questions became.
 *
 * @param inquiry the statement
 * @param earlier what it goes on from; empty for one that stands alone
 * @param translations the SQL of each question, in their order; never empty
 * @param placed the same SQL as it stands in the statement
 * @param sql what the database gets
 * @param plain the same without the comments that name the questions, to be shown
 * @param returnsRows whether it is a query, judged by its first word
 */
record Translated(
    Inquiry inquiry,
    List<Turn> earlier,
    List<Translation> translations,
    List<PlacedSql> placed,
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
  static Translated of(
      Inquiry inquiry,
      List<Turn> earlier,
      List<Translation> translations,
      List<PlacedSql> placed,
      boolean commented) {
    String plain = inquiry.assemble(placed.stream().map(PlacedSql::sql).toList());
    boolean reads = !(inquiry instanceof Nested nested) || nested.reads();
    List<String> told = new ArrayList<>();
    for (int i = 0; i < translations.size(); i++) {
      told.add(commented(placed.get(i).sql(), translations.get(i)));
    }
    String sql = commented && reads ? inquiry.assemble(told) : plain;
    return new Translated(
        inquiry, earlier, List.copyOf(translations), List.copyOf(placed), sql, plain, reads);
  }

  /** What a request to write became. */
  static Translated ofWrite(Asked asked, Translation translation, boolean commented) {
    String plain = translation.sql();
    String sql = commented ? commented(plain, translation) : plain;
    List<PlacedSql> placed = List.of(PlacedSql.of(translation));
    return new Translated(asked, List.of(), List.of(translation), placed, sql, plain, false);
  }

  /** The same with something more to tell about its last question. */
  Translated noting(String note) {
    List<PlacedSql> noted = new ArrayList<>(placed);
    int last = noted.size() - 1;
    List<String> notes = new ArrayList<>(noted.get(last).notes());
    notes.add(note);
    noted.set(last, new PlacedSql(noted.get(last).sql(), notes));
    return new Translated(
        inquiry, earlier, translations, List.copyOf(noted), sql, plain, returnsRows);
  }

  private static String commented(String sql, Translation translation) {
    return sql + " /* nl:" + translation.id() + " */";
  }

  /**
   * A prepared statement with the parameters that its user sets.
   *
   * @throws SQLException 0A000 if the database counts others around a question than we do
   */
  PreparedStatement bound(PreparedStatement real) throws SQLException {
    ParameterNumbers numbers =
        inquiry.parameters(translations.stream().map(Translation::parameters).toList());
    if (numbers.equals(ParameterNumbers.SAME)) {
      return real;
    }
    if (inquiry instanceof Nested) {
      Preparation.requireParameters(real, numbers.numbers().size());
    }
    return new BoundPreparedStatement(real, new ParameterPlaces(numbers));
  }

  /** What stands for the statement where there can be only one translation. */
  Translation first() {
    return translations.get(0);
  }

  /** What the user is told about it, in this order. */
  List<String> messages() {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < translations.size(); i++) {
      messages.add(TranslationWarning.message(translations.get(i)));
      messages.addAll(TranslationWarning.doubt(translations.get(i)));
      messages.addAll(translations.get(i).notes());
      messages.addAll(placed.get(i).notes());
    }
    if (!(inquiry instanceof Asked)) {
      messages.add("NL statement: " + plain);
    }
    return messages;
  }
}
