package org.nljdbc.statement;

import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells a statement that is asked from one that is written, and takes the question out of it.
 *
 * <pre>
 * statement = { white space | comment } "NL" [ verb ] ( ":" text | "'" quoted "'" ) [ ";" ]
 * verb      = "RUN" | "SHOW"
 * </pre>
 *
 * <p>Words may be in any case. A text ends at a semicolon that ends a line, or at a blank line; a
 * quoted question ends at its quote, with {@code ''} for an apostrophe. Only white space and
 * comments may follow. Within a text, a line that begins with {@code --} and a block comment at the
 * very end are comments, since tools add them; {@code ?}, {@code :} and apostrophes are text.
 *
 * <p>No dialect of SQL begins a statement with the name NL followed by a colon or a string, so what
 * is written is never taken for what is asked.
 */
public final class Recogniser {

  private static final String SYNTAX = "42000";
  private static final String TOO_LONG = "54000";
  private static final String FORM =
      "Write NL: followed by the question, or NL 'the question', with '' for an apostrophe.";

  private final int maxCodePoints;

  /**
   * Makes a recogniser.
   *
   * @param maxCodePoints most Unicode code points of a question, 1 or more
   */
  public Recogniser(int maxCodePoints) {
    this.maxCodePoints = maxCodePoints;
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
    int start = Scan.skipWhite(statement, at);
    int wordEnd = Scan.endOfWord(statement, start);
    int opening = Scan.skipWhite(statement, wordEnd);
    char opener = opening < statement.length() ? statement.charAt(opening) : 0;
    if (opener != ':' && opener != '\'') {
      if (verb(statement.substring(start, wordEnd)) != null) {
        throw new SQLException(
            "A colon or a quoted question is missing after NL "
                + statement.substring(start, wordEnd)
                + ". "
                + FORM,
            SYNTAX);
      }
      return null;
    }
    Verb verb = Verb.RUN;
    if (wordEnd > start) {
      String word = statement.substring(start, wordEnd);
      Verb known = verb(word);
      if (known == null) {
        throw new SQLException(
            "NL knows no verb '" + word + "'; it knows RUN and SHOW. " + FORM, SYNTAX);
      }
      verb = known;
    }
    String question =
        opener == ':'
            ? text(statement.substring(opening + 1))
            : QuotedText.read(statement, opening);
    return new Asked(verb, checked(question));
  }

  /**
   * Makes a question to be run of a text that is nothing but the question.
   *
   * @param text the question, without NL
   * @return the question
   * @throws SQLException 42000 if it is empty, 54000 if it is too long
   */
  public Asked question(String text) throws SQLException {
    return new Asked(Verb.RUN, checked(text));
  }

  private static @Nullable Verb verb(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    for (Verb verb : Verb.values()) {
      if (verb.name().equals(upper)) {
        return verb;
      }
    }
    return null;
  }

  /** The lines up to the end of the statement, without comments. */
  private static String text(String rest) throws SQLException {
    String body = Scan.withoutTrailingBlockComments(rest).stripLeading();
    StringBuilder text = new StringBuilder();
    int at = 0;
    boolean ended = false;
    while (at < body.length() && !ended) {
      int lineEnd = Scan.endOfLine(body, at);
      String line = body.substring(at, lineEnd).strip();
      at = Scan.startOfNextLine(body, lineEnd);
      if (line.startsWith("--")) {
        continue;
      }
      ended = line.isEmpty() || line.endsWith(";");
      while (line.endsWith(";")) {
        line = line.substring(0, line.length() - 1).stripTrailing();
      }
      text.append(text.isEmpty() ? "" : "\n").append(line);
    }
    if (Scan.skipWhiteAndComments(body, at) < body.length()) {
      throw new SQLException(
          "More than one statement: a question ends at a ';' at the end of a line or at a blank"
              + " line, and something follows it. Did an apostrophe hide the ';' from the tool that"
              + " sent this? Then quote the question: NL 'what''s the total'",
          SYNTAX);
    }
    return Scan.withoutTrailingBlockComments(text.toString());
  }

  private String checked(String text) throws SQLException {
    String question = text.strip();
    if (question.isEmpty()) {
      throw new SQLException("The question is empty. " + FORM, SYNTAX);
    }
    int length = question.codePointCount(0, question.length());
    if (length > maxCodePoints) {
      throw new SQLException(
          "The question is too long: "
              + length
              + " characters; nl.questionMaxLength allows "
              + maxCodePoints
              + ". Ask more briefly, or raise that setting.",
          TOO_LONG);
    }
    return question;
  }
}
