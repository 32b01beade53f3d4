package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.sf.jsqlparser.parser.SimpleNode;
import org.jspecify.annotations.Nullable;

/**
 * A change of SQL text. The place comes from the parser's tree or from tokens, never from a search
 * in the text, and what is not changed stays letter by letter as it was.
 *
 * @param start index of the first character to replace
 * @param end index after the last
 * @param text what to put there
 */
record Rewrite(int start, int end, String text) {

  /** Replaces what a node of the tree was read from; null if the parser kept no place. */
  static @Nullable Rewrite of(@Nullable SimpleNode node, String text) {
    return node == null ? null : new Rewrite(startOf(node), endOf(node), text);
  }

  static Rewrite insert(int at, String text) {
    return new Rewrite(at, at, text);
  }

  /** Index of a node's first character. */
  static int startOf(SimpleNode node) {
    return node.jjtGetFirstToken().absoluteBegin - 1;
  }

  /** Index after a node's last character. */
  static int endOf(SimpleNode node) {
    return node.jjtGetLastToken().absoluteEnd - 1;
  }

  /** Applies changes that do not overlap; what is put in at one place, in the order given. */
  static String apply(String sql, List<Rewrite> rewrites) {
    List<Rewrite> ordered = new ArrayList<>(rewrites);
    ordered.sort(Comparator.comparingInt(Rewrite::start).thenComparingInt(Rewrite::end));
    StringBuilder result = new StringBuilder();
    int from = 0;
    for (Rewrite rewrite : ordered) {
      result.append(sql, from, rewrite.start).append(rewrite.text);
      from = rewrite.end;
    }
    return result.append(sql, from, sql.length()).toString();
  }
}
