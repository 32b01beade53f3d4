package org.nljdbc.sql;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.parser.Token;
import net.sf.jsqlparser.schema.Column;
import org.nljdbc.schema.Dialect;

/**
 * Lets a pattern ignore case where LIKE does not: a question hardly tells capitals, and a model
 * that knows SQLite or MySQL expects LIKE to find both.
 */
final class CaseMender {

  private static final Pattern LETTER = Pattern.compile("\\p{L}");

  private static final Set<Dialect> HAVE_ILIKE =
      Set.of(Dialect.POSTGRESQL, Dialect.H2, Dialect.DUCKDB);

  /** Those that tell case and have no word for not doing so. */
  private static final Set<Dialect> LACK_ILIKE =
      Set.of(Dialect.HSQLDB, Dialect.DERBY, Dialect.DB2, Dialect.ORACLE);

  private final Dialect dialect;
  private final Findings findings;
  private final ValueFilters columns;

  CaseMender(Dialect dialect, Findings findings, ValueFilters columns) {
    this.dialect = dialect;
    this.findings = findings;
    this.columns = columns;
  }

  /** Writes ILIKE or compares capitals, unless the pattern has nothing that has a case. */
  void like(LikeExpression like) {
    if (LACK_ILIKE.contains(dialect)) {
      capitals(like);
    } else if (HAVE_ILIKE.contains(dialect)) {
      ilike(like);
    }
  }

  private void capitals(LikeExpression like) {
    SimpleNode column = like.getLeftExpression().getASTNode();
    SimpleNode pattern = like.getRightExpression().getASTNode();
    boolean tellsCase =
        (like.getLikeKeyWord() == LikeExpression.KeyWord.LIKE
                || like.getLikeKeyWord() == LikeExpression.KeyWord.ILIKE)
            && like.getLeftExpression() instanceof Column left
            && columns.isText(left)
            && like.getRightExpression() instanceof StringValue text
            && LETTER.matcher(text.getValue()).find();
    if (tellsCase && column != null && pattern != null) {
      String capitals =
          "UPPER("
              + like.getLeftExpression()
              + (like.isNot() ? ") NOT LIKE " : ") LIKE ")
              + like.getRightExpression().toString().toUpperCase(Locale.ROOT);
      Rewrite edit = new Rewrite(Rewrite.startOf(column), Rewrite.endOf(pattern), capitals);
      findings.mend(Mend.Kind.MEANING, edit, "ignored case in " + like.getRightExpression());
    }
  }

  private void ilike(LikeExpression like) {
    SimpleNode node = like.getASTNode();
    boolean tellsCase =
        like.getLikeKeyWord() == LikeExpression.KeyWord.LIKE
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
