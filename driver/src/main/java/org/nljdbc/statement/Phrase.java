package org.nljdbc.statement;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nljdbc.settings.Nearest;

/**
 * What stands between NL and a question.
 *
 * @param word the word that should be a verb, or an empty text
 * @param opener what should open the question: its colon or apostrophe; 0 at the statement's end
 * @param opening where the opener stands
 */
record Phrase(String word, char opener, int opening) {

  /** A word with more wrong letters is hardly a slip. */
  private static final int FARTHEST = 2;

  /** Stands before another word only. */
  private static final String FEEDBACK = "FEEDBACK";

  static final String FORM =
      "Write NL: followed by the question, or NL 'the question', with '' for an apostrophe.";

  /** Reads it from behind NL. */
  static Phrase read(String statement, int afterNl) {
    int start = Scan.skipWhite(statement, afterNl);
    int wordEnd = Scan.endOfWord(statement, start);
    int opening = Scan.skipWhite(statement, wordEnd);
    String word = statement.substring(start, wordEnd);
    int secondEnd = Scan.endOfWord(statement, opening);
    String both = word + " " + statement.substring(opening, secondEnd);
    if (word.equalsIgnoreCase(FEEDBACK) || !word.isEmpty() && known(both) != null) {
      word = both;
      opening = Scan.skipWhite(statement, secondEnd);
    }
    char opener = opening < statement.length() ? statement.charAt(opening) : 0;
    return new Phrase(word.strip(), opener, opening);
  }

  /** Whether a question follows. */
  boolean opens() {
    return opener == ':' || opener == '\'';
  }

  /** The verb, RUN if there is none, or null if there is no such verb. */
  @Nullable Verb knownVerb() {
    return word.isEmpty() ? Verb.RUN : known(word);
  }

  private static @Nullable Verb known(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    for (Verb verb : Verb.values()) {
      if (verb.toString().equals(upper)) {
        return verb;
      }
    }
    return null;
  }

  /** The verb that was perhaps meant, in words; empty if none is near. */
  private String meant() {
    if (word.regionMatches(true, 0, FEEDBACK, 0, FEEDBACK.length())) {
      return " (it is FEEDBACK UP for a right answer and FEEDBACK DOWN for a wrong one)";
    }
    List<String> verbs = Arrays.stream(Verb.values()).map(Verb::toString).toList();
    String nearest = Nearest.of(word, verbs, FARTHEST);
    return nearest.isEmpty() ? "" : " (" + nearest + " is near)";
  }

  /**
   * The verb.
   *
   * @throws SQLException 42000 if there is no such verb
   */
  Verb verb() throws SQLException {
    Verb known = knownVerb();
    if (known == null) {
      throw new SQLException(
          "NL knows no verb '"
              + word
              + "'"
              + meant()
              + "; it knows "
              + Arrays.stream(Verb.values()).map(Verb::toString).collect(Collectors.joining(", "))
              + ". "
              + FORM,
          "42000");
    }
    return known;
  }
}
