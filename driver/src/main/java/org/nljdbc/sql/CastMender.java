package org.nljdbc.sql;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.parser.Token;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;

/** Names the type of a cast as MySQL does, whose casts know few types and none by usual names. */
final class CastMender {

  private static final Map<String, String> TYPES =
      Map.of(
          "REAL", "DOUBLE",
          "FLOAT", "DOUBLE",
          "DOUBLE PRECISION", "DOUBLE",
          "NUMERIC", "DECIMAL(30,6)",
          "INTEGER", "SIGNED",
          "INT", "SIGNED",
          "BIGINT", "SIGNED",
          "TEXT", "CHAR",
          "VARCHAR", "CHAR",
          "TIMESTAMP", "DATETIME");

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private final Dialect dialect;
  private final Findings findings;

  CastMender(Dialect dialect, Findings findings) {
    this.dialect = dialect;
    this.findings = findings;
  }

  /** Puts another database's type right. */
  void cast(CastExpression cast) {
    SimpleNode node = cast.getASTNode();
    if (dialect == Dialect.SQLITE) {
      day(cast, node);
      return;
    }
    String type = String.valueOf(cast.getColDataType()).toUpperCase(Locale.ROOT);
    String own =
        dialect.isMySqlFamily() ? TYPES.get(type.replaceFirst("\\s*\\(\\d+\\)$", "")) : null;
    Token as = node == null || own == null ? null : lastAs(node);
    if (as != null && node != null && own != null) {
      Rewrite edit =
          new Rewrite(as.next.absoluteBegin - 1, node.jjtGetLastToken().absoluteBegin - 1, own);
      findings.mend(edit, type);
    }
  }

  /** SQLite keeps days as text: it knows no literal for them, and a cast leaves the year alone. */
  private void day(CastExpression cast, @Nullable SimpleNode node) {
    boolean day =
        "DATE".equalsIgnoreCase(String.valueOf(cast.getColDataType()))
            && cast.getLeftExpression() instanceof StringValue text
            && text.getPrefix() == null
            && DAY.matcher(text.getValue()).matches();
    if (node != null && day) {
      String text = cast.getLeftExpression().toString();
      findings.mend(Rewrite.of(node, text), cast.toString());
    }
  }

  /** The AS before the type; null for a cast that is written in another way. */
  private static @Nullable Token lastAs(SimpleNode node) {
    Token found = null;
    Token last = node.jjtGetLastToken();
    for (Token token = node.jjtGetFirstToken(); token != null && token != last; ) {
      if (token.image.equalsIgnoreCase("AS")) {
        found = token;
      }
      token = token.next;
    }
    return last.image.equals(")") ? found : null;
  }
}
