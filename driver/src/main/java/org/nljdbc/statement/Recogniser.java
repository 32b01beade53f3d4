package org.nljdbc.statement;

import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells a statement that is asked from one that is written, and takes the questions out of both.
 *
 * <pre>
 * statement = { white space | comment } phrase [ ";" ]          asked
 *           | { white space | comment } "NL" "'" quoted "'" limit [ ";" ]
 *           | SQL with { table | operand | query }              written
 * phrase    = "NL" [ verb ] ( ":" text | "'" quoted "'" )
 *           | "NL" ( "PIN" | "FEEDBACK" "DOWN" ) "'" quoted "'" "AS" "'" quoted "'"    asked only
 *           | "NL" ( "PINS" | "STATUS" | "NEW" )                       asked only
 * verb      = "RUN" | "WRITE" | "SHOW" | "EXPLAIN" [ "HTML" ] | "PROMPT" | "NARRATE" | "PIN" | "UNPIN"
 *           | "CONFIRM" | "FEEDBACK" ( "UP" | "DOWN" )
 * table     = "NL" "(" "'" quoted "'" ")"                       where a table stands in a SELECT
 *           | "(" phrase ")"                                    the same; or a query of WITH
 *           | "(" "NL" "(" "'" quoted "'" ")" ")"
 * operand   = "(" phrase ")"                                    where a sub-query stands in an expression
 * query     = phrase | "NL" "(" "'" quoted "'" ")"              where the query of EXPLAIN, CREATE ... AS
 *                                                               or INSERT begins
 * </pre>
 *
 * <p>Words may be in any case. A text ends at a semicolon that ends a line, or at a blank line; a
 * quoted question ends at its quote, with {@code ''} for an apostrophe. Only white space and
 * comments may follow, or a row limit that a framework has appended ({@link Paged}). Within a text,
 * a line that begins with {@code --} and a block comment at the very end are comments, since tools
 * add them; {@code :} and apostrophes are text, and so is {@code ?} unless it stands alone as a
 * word: then it is a bind marker. In a quoted question it is always text, unless that stands within
 * SQL that is prepared. Within SQL, a text ends before the parenthesis that balances the one in
 * front of it, and a verb other than RUN is an error; as an operand, a text needs white space
 * behind its colon.
 *
 * <p>No dialect of SQL begins a statement with the name NL followed by a colon or a string, nor has
 * it such a thing in place of a table or alone in the parentheses of an expression, so what is
 * written is never taken for what is asked. Only a table function called NL with one string as its
 * argument looks like a question, a string that is alone in parentheses with a type called NL in
 * front of it, and in MySQL the pattern of columns behind {@code EXPLAIN} and a table called NL.
 */
public final class Recogniser {

  private static final String SYNTAX = "42000";

  private final QuestionText texts;

  /**
   * Makes a recogniser.
   *
   * @param maxCodePoints most Unicode code points of a question, 1 or more
   */
  public Recogniser(int maxCodePoints) {
    this.texts = new QuestionText(maxCodePoints);
  }

  /**
   * Whether a statement begins like a question: with NL as a word, after comments. Cheap, and
   * allocates nothing; most statements are told by their first character.
   *
   * @param statement the statement, or null
   * @return false if {@link #recognise} would surely return null
   */
  public static boolean mayBeAsked(@Nullable String statement) {
    return statement != null && Scan.afterNl(statement) >= 0;
  }

  /** A sentence, which no statement of SQL begins with behind a name. */
  private static final Pattern WORDS = Pattern.compile("(?:\\s+\\p{L}+){4}\\b(?!\\s*[(.,=:])");

  /**
   * Takes the question out of a statement.
   *
   * @param statement the statement, or null
   * @return the question, or null if the statement is not asked
   * @throws SQLException 42000 if the question is empty, its verb is unknown, or something follows
   *     it; 54000 if it is too long
   */
  public @Nullable Asked recognise(@Nullable String statement) throws SQLException {
    int at = statement == null ? -1 : Scan.afterNl(statement);
    if (statement == null || at < 0) {
      return null;
    }
    Phrase phrase = Phrase.read(statement, at);
    Verb alone = phrase.word().isEmpty() ? null : phrase.knownVerb();
    if (alone != null && !alone.takesQuestion()) {
      if (end(statement, phrase.opening()) < statement.length()) {
        throw new SQLException("NL " + alone + " takes no question: write it alone.", SYNTAX);
      }
      return new Asked(alone, "");
    }
    if (!phrase.opens()) {
      if (!phrase.word().isEmpty() && phrase.knownVerb() == Verb.CONFIRM) {
        throw new SQLException(
            "The id is missing of what is to be confirmed, as it was told: NL CONFIRM 'id'.",
            SYNTAX);
      }
      if (!phrase.word().isEmpty() && phrase.knownVerb() != null) {
        throw new SQLException(
            "A colon or a quoted question is missing after NL "
                + phrase.word()
                + ". "
                + Phrase.FORM,
            SYNTAX);
      }
      if (WORDS.matcher(statement.substring(at)).lookingAt()) {
        throw new SQLException("The colon is missing after NL. " + Phrase.FORM, SYNTAX);
      }
      return null;
    }
    Verb verb = phrase.verb();
    if (phrase.opener() == ':') {
      String rest = statement.substring(phrase.opening() + 1);
      String text = verb == Verb.UNPIN ? texts.freeEarlier(rest) : texts.free(rest);
      return new Asked(verb, text, BindMarkers.in(text));
    }
    QuotedText quoted = QuotedText.read(statement, phrase.opening());
    int behind = Scan.skipWhiteAndComments(statement, quoted.end());
    int wordEnd = Scan.endOfWord(statement, behind);
    if (verb.takesSql() && statement.substring(behind, wordEnd).equalsIgnoreCase("AS")) {
      return new Asked(verb, texts.checked(quoted.text()), given(statement, wordEnd));
    }
    requireEnd(statement, quoted.end());
    String text = quoted.text();
    return new Asked(verb, verb == Verb.UNPIN ? texts.earlier(text) : texts.checked(text));
  }

  /** The quoted SQL behind AS. */
  private static String given(String statement, int afterAs) throws SQLException {
    int quote = Scan.skipWhiteAndComments(statement, afterAs);
    if (quote < statement.length() && statement.charAt(quote) == '\'') {
      QuotedText sql = QuotedText.read(statement, quote);
      if (!sql.text().isBlank() && end(statement, sql.end()) == statement.length()) {
        return sql.text().strip();
      }
    }
    throw new SQLException(
        "Behind AS should be SQL in apostrophes and nothing else, with '' for an apostrophe within:"
            + " NL PIN 'question' AS 'SELECT ...'",
        SYNTAX);
  }

  /**
   * Takes the question out of a statement that is a quoted question with a row limit behind it.
   *
   * @param statement the statement
   * @return the question, or null if the statement is anything else
   * @throws SQLException 42000 if the question is empty or does not end, 54000 if it is too long
   */
  public @Nullable Paged paged(String statement) throws SQLException {
    return Paged.read(statement, texts);
  }

  private static void requireEnd(String statement, int from) throws SQLException {
    int at = end(statement, from);
    if (at < statement.length()) {
      throw QuotedText.followed(at);
    }
  }

  /** The first place that is neither white space nor a comment or a semicolon. */
  private static int end(String statement, int from) {
    int at = Scan.skipWhiteAndComments(statement, from);
    while (at < statement.length() && statement.charAt(at) == ';') {
      at = Scan.skipWhiteAndComments(statement, at + 1);
    }
    return at;
  }

  /**
   * Whether questions may stand within a written statement: whether it has NL as a word with
   * something after it that opens a question. Cheap, and allocates nothing.
   *
   * @param statement the statement, or null
   * @return false if {@link #within} would surely return null
   */
  public static boolean mayHoldQuestions(@Nullable String statement) {
    return statement != null && Scan.holdsNl(statement);
  }

  /**
   * Takes the questions out of a written statement.
   *
   * @param statement the statement
   * @param quoting how its database reads quotes and comments
   * @return the statement with its questions, or null if it has none; null too where a setting of
   *     the database decides whether it has one
   * @throws SQLException 42000 if a question is empty, its verb cannot stand there, or it is not
   *     clear where it ends; 54000 if it is too long
   */
  public @Nullable Nested within(String statement, Quoting quoting) throws SQLException {
    NestedReading found = null;
    SQLException mistake = null;
    for (Set<Habit> habits : quoting.readings()) {
      try {
        NestedReading reading = NestedReader.read(statement, habits, texts);
        if (reading.places().isEmpty()) {
          return null;
        }
        if (found != null && !found.agrees(reading)) {
          mistake = doubt();
        }
        found = found == null ? reading : reading.and(found);
      } catch (SQLException refused) {
        mistake = mistake == null ? refused : mistake;
      }
    }
    if (mistake != null) {
      throw mistake;
    }
    if (found == null) {
      return null;
    }
    found.requireCountable();
    return new Nested(statement, found);
  }

  private static SQLException doubt() {
    return new SQLException(
        "Settings of the database decide where the questions in this statement end. Write quotes"
            + " without a backslash in front of them.",
        SYNTAX);
  }

  /**
   * Makes a question to be run of a text that is nothing but the question.
   *
   * @param text the question, without NL
   * @return the question
   * @throws SQLException 42000 if it is empty, 54000 if it is too long
   */
  public Asked question(String text) throws SQLException {
    return new Asked(Verb.RUN, texts.checked(text));
  }
}
