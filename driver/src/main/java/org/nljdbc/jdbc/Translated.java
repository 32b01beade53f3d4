package org.nljdbc.jdbc;

import java.util.ArrayList;
import java.util.List;
import org.nljdbc.statement.Asked;
import org.nljdbc.statement.Inquiry;
import org.nljdbc.translate.Translation;

/**
 * What a statement with questions became.
 *
 * @param inquiry the statement
 * @param translations the SQL of each question, in their order; never empty
 * @param sql what the database gets
 */
record Translated(Inquiry inquiry, List<Translation> translations, String sql) {

  static Translated of(Inquiry inquiry, List<Translation> translations) {
    List<String> sql = translations.stream().map(Translation::sql).toList();
    return new Translated(inquiry, List.copyOf(translations), inquiry.assemble(sql));
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
      messages.add("NL statement: " + sql);
    }
    return messages;
  }
}
