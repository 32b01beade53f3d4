package org.nljdbc.glossary.imports;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes names in pieces of SQL; strings and quoted names stay as they are. */
final class SqlNames {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*");
  private static final Pattern PIECES =
      Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[A-Za-z_][A-Za-z0-9_$]*\\s*\\.?");

  private SqlNames() {}

  static boolean isName(String sql) {
    return NAME.matcher(sql).matches();
  }

  /** SQL without some tables' names before columns. */
  static String unqualified(String sql, Collection<String> lowerCaseTables) {
    Matcher matcher = PIECES.matcher(sql);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String piece = matcher.group();
      boolean qualifier =
          piece.endsWith(".")
              && lowerCaseTables.contains(
                  piece.substring(0, piece.length() - 1).strip().toLowerCase(Locale.ROOT));
      matcher.appendReplacement(text, qualifier ? "" : Matcher.quoteReplacement(piece));
    }
    return matcher.appendTail(text).toString();
  }

  /** SQL with other names. */
  static String replaced(String sql, Map<String, String> byLowerCaseName) {
    Matcher matcher = PIECES.matcher(sql);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String piece = matcher.group();
      String name = piece.replaceAll("[\\s.]+$", "");
      String other = byLowerCaseName.get(name.toLowerCase(Locale.ROOT));
      String now = other == null ? piece : other + piece.substring(name.length());
      matcher.appendReplacement(text, Matcher.quoteReplacement(now));
    }
    return matcher.appendTail(text).toString();
  }
}
