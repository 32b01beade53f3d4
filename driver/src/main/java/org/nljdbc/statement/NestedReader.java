package org.nljdbc.statement;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the questions of a written statement, in one way to read its quotes. */
final class NestedReader {

  /** What statements begin with that may hold others. */
  private static final Set<String> ROUTINES = Set.of("CREATE", "ALTER", "BEGIN", "DECLARE", "DO");

  /** What stands behind a label rather than behind NL. */
  private static final Pattern STATEMENT =
      Pattern.compile(
          "\\s*(?:SET|SELECT|IF|BEGIN|WHILE|LOOP|REPEAT|PRINT|EXEC(?:UTE)?|CALL|INSERT|UPDATE|DELETE"
              + "|MERGE|DECLARE|RETURN|GOTO|WAITFOR|LEAVE|ITERATE)\\b",
          Pattern.CASE_INSENSITIVE);

  private final String sql;
  private final QuestionText texts;
  private final SqlCursor cursor;
  private final TablePlaces tables = new TablePlaces();
  private final NamedTables named = new NamedTables();
  private final List<Token> tokens = new ArrayList<>();
  private final List<NestedPlace> places = new ArrayList<>();
  private final List<Integer> before = new ArrayList<>();
  private int markers;
  private boolean numbered;

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
  static NestedReading read(String sql, Set<Habit> habits, QuestionText texts) throws SQLException {
    return new NestedReader(sql, habits, texts).all();
  }

  private NestedReading all() throws SQLException {
    while (cursor.next() != SqlCursor.Kind.END) {
      if (!cursor.word().equals("NL") || !question()) {
        take();
      }
    }
    List<NestedPlace> found = cursor.isOpen() ? List.of() : places;
    return new NestedReading(found, before, markers, numbered, named.all());
  }

  /** Takes a token that belongs to no question. */
  private void take() {
    tokens.add(Token.of(cursor));
    named.take(cursor, tables.here());
    tables.take(cursor);
    if (cursor.isMark('?')) {
      char next = cursor.at(cursor.end());
      if (next == '?') {
        cursor.moveTo(cursor.end() + 1); // an operator, as PostgreSQL's driver has it written
      } else {
        markers++;
        numbered |= Character.isDigit(next);
      }
    }
  }

  /** Takes a question that begins at this NL, if one does. */
  private boolean question() throws SQLException {
    int after = cursor.skip(cursor.end());
    if (tables.here()) {
      int opening = tables.opening();
      return cursor.at(after) == '('
          ? function(opening, after)
          : opening >= 0 && wrapped(opening, null);
    }
    if (atQuery()) {
      return cursor.at(after) == '(' ? function(-1, after) : query();
    }
    requireAlone();
    int last = tokens.size() - 1;
    SubQueryPlace operand =
        last < 0 || !tokens.get(last).isMark('(') || cursor.at(after) == '('
            ? null
            : OperandPlace.of(tokens.subList(0, last));
    return operand != null && wrapped(tokens.get(last).start(), operand);
  }

  /**
   * Refuses a question as a statement behind another one: some databases would run only the first
   * and say nothing. In the body of a routine it is a label.
   */
  private void requireAlone() throws SQLException {
    boolean behind =
        tables.depth() == 0
            && !tokens.isEmpty()
            && tokens.get(tokens.size() - 1).isMark(';')
            && !tokens.get(0).isOneOf(ROUTINES);
    if (!behind) {
      return;
    }
    Phrase phrase = Phrase.read(sql, cursor.end());
    if (phrase.opens()
        && phrase.knownVerb() != null
        && isSure(phrase, null)
        && !STATEMENT.matcher(sql).region(phrase.opening() + 1, sql.length()).lookingAt()) {
      throw new SQLException(
          "A question cannot stand behind another statement in one text, at character "
              + (cursor.start() + 1)
              + ": send each alone, or ask within SQL: SELECT * FROM NL('what''s the total')",
          "42000");
    }
  }

  /** Whether the query of the statement may stand next. */
  private boolean atQuery() {
    return tables.depth() == 0 && !tables.here() && QueryPlace.isBehind(tokens);
  }

  /** Takes a question that is the query of a statement, to its quote or to the very end. */
  private boolean query() throws SQLException {
    Phrase phrase = Phrase.read(sql, cursor.end());
    if (!phrase.opens() || phrase.knownVerb() == null || !isSure(phrase, null)) {
      return false;
    }
    requireRun(phrase);
    int start = cursor.start();
    if (phrase.opener() == '\'') {
      QuotedText text = quoted(phrase.opening());
      add(start, text.end(), texts.checked(text.text()), true, SubQueryPlace.ROWS);
    } else {
      String text = texts.free(sql.substring(phrase.opening() + 1));
      add(start, sql.length(), text, false, SubQueryPlace.ROWS);
    }
    tokens.add(Token.ofQuestion(start));
    tables.takeQuestion(false);
    return true;
  }

  private static void requireRun(Phrase phrase) throws SQLException {
    if (phrase.verb() != Verb.RUN) {
      throw new SQLException(
          "NL " + phrase.word() + " cannot stand within SQL. Ask it as a statement of its own.",
          "42000");
    }
  }

  /**
   * Takes a question in parentheses.
   *
   * @param operand what it has to give as part of an expression; null if it stands for a table
   */
  private boolean wrapped(int opening, @Nullable SubQueryPlace operand) throws SQLException {
    Phrase phrase = Phrase.read(sql, cursor.end());
    if (!phrase.opens() || !isSure(phrase, operand)) {
      return false;
    }
    requireRun(phrase);
    SubQueryPlace use = operand == null ? SubQueryPlace.ROWS : operand;
    if (phrase.opener() == '\'') {
      QuotedText text = quoted(phrase.opening());
      int close = cursor.skip(text.end());
      while (cursor.at(close) == ';') {
        close = cursor.skip(close + 1);
      }
      if (cursor.at(close) != ')') {
        if (operand != null) {
          return false; // a string with a type in front of it goes on
        }
        throw QuotedText.followed(close);
      }
      add(opening, close + 1, texts.checked(text.text()), true, use);
    } else {
      int from = phrase.opening() + 1;
      WrappedText.Behind behind =
          operand != null
              ? WrappedText.Behind.OPERAND
              : tables.inWith() ? WrappedText.Behind.QUERY : WrappedText.Behind.TABLE;
      int close = new WrappedText(sql, cursor, from, tables.depth() - 1).end(behind);
      add(opening, close + 1, texts.free(sql.substring(from, close)), false, use);
    }
    tokens.remove(tokens.size() - 1);
    tokens.add(Token.ofQuestion(opening));
    tables.takeQuestion(true);
    return true;
  }

  /**
   * Whether what opens a question is nothing that SQL could have there: a cast, an assignment, and
   * in an expression {@code column:path}, with which some databases look into documents.
   */
  private boolean isSure(Phrase phrase, @Nullable SubQueryPlace operand) {
    char next = cursor.at(phrase.opening() + 1);
    if (phrase.opener() == ':' && ":=".indexOf(next) >= 0) {
      return false;
    }
    return operand == null
        || phrase.knownVerb() != null && (phrase.opener() != ':' || Character.isWhitespace(next));
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
    boolean alone = opening >= 0 && cursor.at(around) == ')';
    int start = cursor.start();
    if (alone) {
      add(opening, around + 1, question, true, SubQueryPlace.ROWS);
      tokens.remove(tokens.size() - 1);
    } else {
      add(start, close + 1, question, true, SubQueryPlace.ROWS);
    }
    tokens.add(Token.ofQuestion(start));
    tables.takeQuestion(alone);
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

  private void add(int start, int end, String question, boolean quoted, SubQueryPlace use) {
    boolean table = tables.here() && !tables.inWith();
    boolean hasName = !table || AfterTable.read(cursor.from(end)) != AfterTable.NO_ALIAS;
    int number = places.size() + 1;
    String alias = number == 1 ? "nl" : "nl" + number;
    Asked asked = new Asked(Verb.RUN, question, BindMarkers.in(question));
    places.add(new NestedPlace(start, end, asked, quoted, atQuery(), hasName ? "" : alias, use));
    before.add(markers);
    if (tables.here()) {
      named.takeQuestion();
    }
    cursor.moveTo(end);
  }
}
