package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import org.nljdbc.schema.Dialect;
import org.nljdbc.sql.SqlToken.Kind;

/**
 * Splits SQL into tokens the way its database does. Comments are left out, so that what is sent on
 * holds none; text that databases could read in different ways is refused rather than guessed at.
 */
final class SqlLexer {

  /** Text that has no single reading. */
  static final class LexException extends Exception {
    private static final long serialVersionUID = 1L;

    LexException(String message) {
      super(message);
    }
  }

  /**
   * The tokens of a text that may go on.
   *
   * @param tokens its tokens; the last one may be cut short
   * @param open whether the text ends within quotes or a comment in marks
   */
  record Beginning(List<SqlToken> tokens, boolean open) {}

  private final String sql;
  private final Dialect dialect;
  private final boolean mayGoOn;
  private final List<SqlToken> tokens = new ArrayList<>();
  private int at;
  private boolean open;

  private SqlLexer(String sql, Dialect dialect, boolean mayGoOn) {
    this.sql = sql;
    this.dialect = dialect;
    this.mayGoOn = mayGoOn;
  }

  static List<SqlToken> tokens(String sql, Dialect dialect) throws LexException {
    return new SqlLexer(sql, dialect, false).all();
  }

  /** Like {@link #tokens}, of SQL that is being written: quotes and comments may be open. */
  static Beginning beginning(String sql, Dialect dialect) throws LexException {
    SqlLexer lexer = new SqlLexer(sql, dialect, true);
    List<SqlToken> tokens = lexer.all();
    return new Beginning(tokens, lexer.open);
  }

  private List<SqlToken> all() throws LexException {
    while (at < sql.length()) {
      next();
    }
    return tokens;
  }

  private void next() throws LexException {
    char c = sql.charAt(at);
    if (Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff') {
      at++;
    } else if (c < ' ' || c == '\u007f') {
      throw new LexException("a control character (code " + (int) c + ")");
    } else if (c == '-' && peek(1) == '-' || c == '#' && dialect.isMySqlFamily()) {
      lineComment();
    } else if (c == '/' && peek(1) == '*') {
      blockComment();
    } else if (c == '\'') {
      quoted(Kind.STRING, '\'');
    } else if (c == '"') {
      quoted(Kind.QUOTED, '"');
    } else if (c == '`') {
      quoted(Kind.QUOTED, '`');
    } else if (c == '[' && (dialect == Dialect.SQLITE || dialect == Dialect.SQLSERVER)) {
      bracketed();
    } else if (isParameter()) {
      parameter();
    } else if (Character.isDigit(c) || c == '.' && Character.isDigit(peek(1))) {
      number();
    } else if (isNameStart(c)) {
      word();
    } else if (c == '$') {
      throw new LexException("a dollar sign outside of a name (dollar quoting)");
    } else {
      add(Kind.MARK, at + 1);
    }
  }

  private void lineComment() {
    while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
      at++;
    }
  }

  private void blockComment() throws LexException {
    int end = sql.indexOf("*/", at + 2);
    if (end < 0 && mayGoOn) {
      at = sql.length();
      open = true;
      return;
    }
    if (end < 0) {
      throw new LexException("a comment that does not end");
    }
    String inside = sql.substring(at + 2, end);
    // MySQL runs what stands in /*! ... */; PostgreSQL nests comments, others do not.
    if (inside.startsWith("!") || inside.startsWith("M!") || inside.contains("/*")) {
      throw new LexException("a comment that some databases would run or nest");
    }
    at = end + 2;
  }

  private void quoted(Kind kind, char quote) throws LexException {
    int i = at + 1;
    while (true) {
      int close = sql.indexOf(quote, i);
      if (close < 0 && mayGoOn) {
        open = true;
        add(kind, sql.length());
        return;
      }
      if (close < 0) {
        throw new LexException("a quote " + quote + " that is not closed");
      }
      if (backslashesBefore(close) % 2 == 1 && dialect != Dialect.SQLITE && dialect != Dialect.H2) {
        throw new LexException("a backslash before a quote, which databases read differently");
      }
      if (close + 1 < sql.length() && sql.charAt(close + 1) == quote) {
        i = close + 2;
        continue;
      }
      add(kind, close + 1);
      return;
    }
  }

  private int backslashesBefore(int index) {
    int n = 0;
    while (index - 1 - n > at && sql.charAt(index - 1 - n) == '\\') {
      n++;
    }
    return n;
  }

  private void bracketed() throws LexException {
    int close = sql.indexOf(']', at);
    if (close < 0 && mayGoOn) {
      open = true;
      add(Kind.QUOTED, sql.length());
      return;
    }
    if (close < 0) {
      throw new LexException("a bracket that is not closed");
    }
    if (close + 1 < sql.length() && sql.charAt(close + 1) == ']') {
      throw new LexException("a bracket within a name in brackets"); // SQL Server goes on
    }
    add(Kind.QUOTED, close + 1);
  }

  private void number() throws LexException {
    int i = at;
    while (i < sql.length() && (isNamePart(sql.charAt(i)) || sql.charAt(i) == '.')) {
      if (sql.charAt(i) == '$') {
        throw new LexException("a dollar sign after a number (dollar quoting)");
      }
      boolean exponent = (sql.charAt(i) == 'e' || sql.charAt(i) == 'E') && i + 1 < sql.length();
      i++;
      if (exponent && (sql.charAt(i) == '+' || sql.charAt(i) == '-')) {
        i++;
      }
    }
    add(Kind.NUMBER, i);
  }

  /** A parameter of the question: {@code :p1}, but not what follows PostgreSQL's {@code ::}. */
  private boolean isParameter() {
    boolean named = sql.charAt(at) == ':' && (peek(1) == 'p' || peek(1) == 'P');
    if (!named || at > 0 && sql.charAt(at - 1) == ':') {
      return false;
    }
    int end = endOfParameter();
    boolean whole = end > at + 2 || mayGoOn && end == sql.length();
    return whole && (end == sql.length() || !isNamePart(sql.charAt(end)));
  }

  private void parameter() {
    add(Kind.NUMBER, endOfParameter());
  }

  private int endOfParameter() {
    int end = at + 2;
    while (end < sql.length() && sql.charAt(end) >= '0' && sql.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private void word() throws LexException {
    int i = at;
    while (i < sql.length() && isNamePart(sql.charAt(i))) {
      i++;
    }
    add(Kind.WORD, i);
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_' || Character.isSurrogate(c);
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || Character.isSurrogate(c);
  }

  private char peek(int ahead) {
    return at + ahead < sql.length() ? sql.charAt(at + ahead) : '\0';
  }

  private void add(Kind kind, int end) {
    tokens.add(new SqlToken(kind, sql.substring(at, end), at, end));
    at = end;
  }
}
