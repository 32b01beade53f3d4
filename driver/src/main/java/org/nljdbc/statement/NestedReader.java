package org.nljdbc.statement;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the questions of a written statement, in one way to read its quotes. */
final class NestedReader {

  private final String sql;
  private final QuestionText texts;
  private final SqlCursor cursor;
  private final TablePlaces tables = new TablePlaces();
  private final List<NestedPlace> places = new ArrayList<>();

  private NestedReader(String sql, Set<Habit> habits, QuestionText texts) {
    this.sql = sql;
    this.texts = texts;
    this.cursor = new SqlCursor(sql, habits, 0);
  }

  /**
   * The questions; none if a quote or a comment does not end.
   *
   * @throws SQLException as {@link Recogniser#within}
   */
  static List<NestedPlace> read(String sql, Set<Habit> habits, QuestionText texts)
      throws SQLException {
    return new NestedReader(sql, habits, texts).all();
  }

  private List<NestedPlace> all() throws SQLException {
    while (cursor.next() != SqlCursor.Kind.END) {
      if (!tables.here() || !cursor.word().equals("NL") || !question()) {
        tables.take(cursor);
      }
    }
    return cursor.isOpen() ? List.of() : places;
  }

  /** Takes a question that begins at this NL, if one does. */
  private boolean question() throws SQLException {
    int opening = tables.opening();
    int after = cursor.skip(cursor.end());
    if (cursor.at(after) == '(') {
      return function(opening, after);
    }
    Phrase phrase = Phrase.read(sql, cursor.end());
    boolean cast = phrase.opener() == ':' && ":=".indexOf(cursor.at(phrase.opening() + 1)) >= 0;
    if (opening < 0 || !phrase.opens() || cast) {
      return false;
    }
    if (phrase.verb() != Verb.RUN) {
      throw new SQLException(
          "NL " + phrase.word() + " cannot stand within SQL. Ask it as a statement of its own.",
          "42000");
    }
    if (phrase.opener() == '\'') {
      QuotedText text = quoted(phrase.opening());
      int close = cursor.skip(text.end());
      while (cursor.at(close) == ';') {
        close = cursor.skip(close + 1);
      }
      if (cursor.at(close) != ')') {
        throw QuotedText.followed(close);
      }
      wrapped(opening, close + 1, texts.checked(text.text()));
    } else {
      int from = phrase.opening() + 1;
      int close = new WrappedText(sql, cursor, from, tables.depth() - 1).end(tables.inWith());
      wrapped(opening, close + 1, texts.free(sql.substring(from, close)));
    }
    return true;
  }

  /**
   * Takes {@code NL('...')}, alone in parentheses or not; other arguments are another function's.
   */
  private boolean function(int opening, int parenthesis) throws SQLException {
    int quote = cursor.skip(parenthesis + 1);
    if (cursor.at(quote) != '\'') {
      return false;
    }
    QuotedText text = quoted(quote);
    int close = cursor.skip(text.end());
    if (cursor.at(close) != ')') {
      return false;
    }
    String question = texts.checked(text.text());
    int around = cursor.skip(close + 1);
    if (opening >= 0 && cursor.at(around) == ')') {
      wrapped(opening, around + 1, question);
    } else {
      add(cursor.start(), close + 1, question, false);
      tables.takeQuestion(false);
    }
    return true;
  }

  /** A text in apostrophes that ends where the database sees it end, and not within a word. */
  private QuotedText quoted(int quote) throws SQLException {
    QuotedText text = QuotedText.read(sql, quote);
    SqlCursor string = cursor.from(quote);
    string.next();
    if (string.end() != text.end() || Character.isLetterOrDigit(cursor.at(text.end()))) {
      throw QuotedText.followed(text.end());
    }
    return text;
  }

  private void wrapped(int start, int end, String question) {
    add(start, end, question, tables.inWith());
    tables.takeQuestion(true);
  }

  private void add(int start, int end, String question, boolean inWith) {
    boolean named = inWith || AfterTable.read(cursor.from(end)) != AfterTable.NO_ALIAS;
    int number = places.size() + 1;
    String alias = number == 1 ? "nl" : "nl" + number;
    places.add(new NestedPlace(start, end, question, named ? "" : alias));
    cursor.moveTo(end);
  }
}
