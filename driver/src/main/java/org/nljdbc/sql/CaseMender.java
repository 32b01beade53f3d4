package org.nljdbc.sql;

import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.parser.Token;
import org.nljdbc.schema.Dialect;

/**
 * Lets a pattern ignore case where LIKE does not: a question hardly tells capitals, and a model
 * that knows SQLite or MySQL expects LIKE to find both.
 */
final class CaseMender {

  private static final Pattern LETTER = Pattern.compile("\\p{L}");

  private final Dialect dialect;
  private final Findings findings;

  CaseMender(Dialect dialect, Findings findings) {
    this.dialect = dialect;
    this.findings = findings;
  }

  /** Writes ILIKE, unless the pattern has nothing that has a case. */
  void like(LikeExpression like) {
    SimpleNode node = like.getASTNode();
    boolean tellsCase =
        (dialect == Dialect.POSTGRESQL || dialect == Dialect.H2)
            && like.getLikeKeyWord() == LikeExpression.KeyWord.LIKE
            && like.getRightExpression() instanceof StringValue pattern
            && LETTER.matcher(pattern.getValue()).find();
    SimpleNode pattern = like.getRightExpression().getASTNode();
    if (!tellsCase || node == null || pattern == null) {
      return;
    }
    Token found = null;
    for (Token token = node.jjtGetFirstToken();
        token != null && token != pattern.jjtGetFirstToken();
        token = token.next) {
      found = token.image.equalsIgnoreCase("LIKE") ? token : found;
    }
    if (found != null) {
      Rewrite edit = new Rewrite(found.absoluteBegin - 1, found.absoluteEnd - 1, "ILIKE");
      findings.mend(Mend.Kind.MEANING, edit, "ignored case in " + like.getRightExpression());
    }
  }
}
