package org.nljdbc.statement;

/**
 * Recognises a row limit at the end of a statement.
 *
 * <pre>
 * limit = "LIMIT" count [ ( "," | "OFFSET" ) count ]
 *       | "OFFSET" count [ rows ] [ fetch ]
 *       | fetch
 * fetch = "FETCH" ( "FIRST" | "NEXT" ) [ count ] rows "ONLY"
 * count = digits | "?"
 * rows  = "ROW" | "ROWS"
 * </pre>
 */
final class RowLimit {

  private final SqlCursor cursor;
  private int end;

  private RowLimit(SqlCursor cursor) {
    this.cursor = cursor;
    next();
  }

  /** Where a limit ends behind which the statement ends too, or -1 if there is none. */
  static int end(SqlCursor cursor) {
    RowLimit limit = new RowLimit(cursor);
    return limit.read() ? limit.end : -1;
  }

  private boolean read() {
    boolean found = takes("LIMIT") ? count() && second() : offset();
    while (cursor.isMark(';')) {
      cursor.next();
    }
    return found && cursor.kind() == SqlCursor.Kind.END && !cursor.isOpen();
  }

  private boolean second() {
    if (cursor.isMark(',')) {
      next();
      return count();
    }
    return !takes("OFFSET") || count();
  }

  private boolean offset() {
    if (!takes("OFFSET")) {
      return fetch();
    }
    if (!count()) {
      return false;
    }
    rows();
    return !cursor.word().equals("FETCH") || fetch();
  }

  private boolean fetch() {
    if (!takes("FETCH") || !(takes("FIRST") || takes("NEXT"))) {
      return false;
    }
    count(); // one row if it is left out
    return rows() && takes("ONLY");
  }

  private boolean rows() {
    return takes("ROWS") || takes("ROW");
  }

  private boolean count() {
    String word = cursor.word();
    boolean digits = !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
    boolean found = digits || cursor.isMark('?');
    if (found) {
      next();
    }
    return found;
  }

  private boolean takes(String word) {
    boolean found = cursor.word().equals(word);
    if (found) {
      next();
    }
    return found;
  }

  /** Goes on; the limit ends behind the last token that belongs to it. */
  private void next() {
    end = cursor.end();
    cursor.next();
  }
}
