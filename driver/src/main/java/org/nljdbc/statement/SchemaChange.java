package org.nljdbc.statement;

import org.jspecify.annotations.Nullable;

/**
 * What a statement may mean for the schema that questions see, told by its first words. Where that
 * is in doubt, too often rather than too seldom. Allocates nothing.
 */
public enum SchemaChange {
  /** Nothing. */
  NONE,
  /** It may define something, or make another schema the current one. */
  DEFINITION,
  /** It defines something that no other session sees. */
  TEMPORARY,
  /** It begins a transaction. */
  BEGIN,
  /** It commits a transaction. */
  COMMIT,
  /** It takes a transaction back. */
  ROLLBACK,
  /** It takes a part of a transaction back. */
  ROLLBACK_TO;

  /** Words looked at behind CREATE: {@code CREATE OR REPLACE GLOBAL TEMPORARY}. */
  private static final int WORDS_BEHIND_CREATE = 4;

  private static final String CREATE = "CREATE";
  private static final String BACK = "ROLLBACK";

  /**
   * What may follow from the statement that begins at a place of a text.
   *
   * @param text one statement or several
   * @param from where it begins, or white space and comments in front of it
   * @return what may follow
   */
  public static SchemaChange at(String text, int from) {
    int start = Scan.skipWhiteAndComments(text, from);
    return mayBegin(text, start) ? begun(text, start) : NONE;
  }

  /** Whether the first and the third letter are those of a word that counts: cheap. */
  private static boolean mayBegin(String text, int start) {
    if (start + 2 >= text.length()) {
      return false;
    }
    int third = text.charAt(start + 2) | ' ';
    return switch (text.charAt(start) | ' ') {
      case 'a' -> third == 't' || third == 'o'; // ALTER, ATTACH, ABORT
      case 'b' -> third == 'g'; // BEGIN
      case 'c' -> third == 'e' || third == 'm'; // CREATE, COMMENT, COMMIT
      case 'd' -> third == 'o' || third == 't'; // DROP, DETACH, not DELETE
      case 'e' -> third == 'd'; // END
      case 'r' -> third == 'n' || third == 'l'; // RENAME, ROLLBACK
      case 's' -> third == 't' || third == 'a'; // SET, START, not SELECT
      case 'u' -> third == 'e'; // USE, not UPDATE
      default -> false;
    };
  }

  /** Apart from the cheap test before it, so that the compiler inlines that one. */
  private static SchemaChange begun(String text, int start) {
    return switch (text.charAt(start) | ' ') {
      case 'a' ->
          is(text, start, "ALTER") || is(text, start, "ATTACH")
              ? DEFINITION
              : is(text, start, "ABORT") ? ROLLBACK : NONE;
      case 'b' -> is(text, start, "BEGIN") ? BEGIN : NONE;
      case 'c' ->
          is(text, start, CREATE)
              ? created(text, start + CREATE.length())
              : is(text, start, "COMMENT") ? DEFINITION : is(text, start, "COMMIT") ? COMMIT : NONE;
      case 'd' -> is(text, start, "DROP") || is(text, start, "DETACH") ? DEFINITION : NONE;
      case 'e' -> is(text, start, "END") ? COMMIT : NONE;
      case 'r' ->
          is(text, start, "RENAME")
              ? DEFINITION
              : is(text, start, BACK) ? takenBack(text, start + BACK.length()) : NONE;
      case 's' -> is(text, start, "SET") ? DEFINITION : is(text, start, "START") ? BEGIN : NONE;
      case 'u' -> is(text, start, "USE") ? DEFINITION : NONE;
      default -> NONE;
    };
  }

  /**
   * What may follow from a text that is sent as one, all of its statements taken together: of
   * several, definitions count, and the first and the last that begin or end a transaction.
   *
   * @param text one statement or several, or null
   * @param then told each, in their order; {@link #NONE} is left out
   */
  public static void each(@Nullable String text, Listener then) {
    if (text == null) {
      return;
    }
    SchemaChange first = at(text, 0);
    if (first != NONE) {
      then.follows(first);
    }
    for (int at = text.indexOf(';'); at >= 0; at = text.indexOf(';', at + 1)) {
      SchemaChange next = at(text, at + 1);
      // A routine's body has BEGIN and END too, and may commit.
      boolean counts =
          next == DEFINITION
              || next == TEMPORARY
              || (next == COMMIT || next == ROLLBACK) && endsTransactionLast(text, at + 1);
      if (counts) {
        then.follows(next);
      }
    }
  }

  /** Whether anything may follow at all. */
  public static boolean mayFollow(@Nullable String text) {
    if (text == null) {
      return false;
    }
    if (at(text, 0) != NONE) {
      return true;
    }
    for (int at = text.indexOf(';'); at >= 0; at = text.indexOf(';', at + 1)) {
      if (at(text, at + 1) != NONE) {
        return true;
      }
    }
    return false;
  }

  /** Is told what follows. */
  @FunctionalInterface
  public interface Listener {
    /** What a statement does to the schema, or to what was done to it. */
    void follows(SchemaChange change);
  }

  /** Whether a word stands there; tells most others by their first letters. */
  private static boolean is(String text, int start, String word) {
    int end = start + word.length();
    return text.regionMatches(true, start, word, 0, word.length())
        && (end == text.length() || !Scan.isWordPart(text.charAt(end)));
  }

  private static SchemaChange created(String text, int from) {
    int end = from;
    for (int i = 0; i < WORDS_BEHIND_CREATE; i++) {
      int start = Scan.skipWhiteAndComments(text, end);
      end = Scan.endOfWord(text, start);
      if (is(text, start, "TEMPORARY") || is(text, start, "TEMP")) {
        return TEMPORARY;
      }
    }
    return DEFINITION;
  }

  /** ROLLBACK, with WORK or TRANSACTION or a name, and TO where only a part is taken back. */
  private static SchemaChange takenBack(String text, int from) {
    int start = Scan.skipWhiteAndComments(text, from);
    while (start < text.length() && text.charAt(start) != ';') {
      int end = Scan.endOfWord(text, start);
      if (is(text, start, "TO")) {
        return ROLLBACK_TO;
      }
      start = Scan.skipWhiteAndComments(text, Math.max(end, start + 1));
    }
    return ROLLBACK;
  }

  /** Whether a statement is COMMIT or ROLLBACK, and the last one. */
  private static boolean endsTransactionLast(String text, int from) {
    int start = Scan.skipWhiteAndComments(text, from);
    int end = Scan.endOfWord(text, start);
    if (is(text, start, "END")) {
      return false;
    }
    int behind = Scan.skipWhiteAndComments(text, end);
    while (behind < text.length() && text.charAt(behind) == ';') {
      behind = Scan.skipWhiteAndComments(text, behind + 1);
    }
    return behind == text.length();
  }
}
