package org.nljdbc.it.accuracy;

import java.util.Locale;
import java.util.regex.Pattern;

/** SQL without what does not matter. */
final class PlainSql {

  private static final Pattern QUOTED = Pattern.compile("'[^']*'|[^']+");

  private PlainSql() {}

  /** SQL without white space, the kind of quotes, and case outside of them. */
  static String of(String sql) {
    StringBuilder plain = new StringBuilder();
    QUOTED
        .matcher(sql.strip().replace('"', '\'').replaceAll(";$", ""))
        .results()
        .map(part -> part.group())
        .forEach(
            part ->
                plain.append(
                    part.startsWith("'")
                        ? part
                        : part.toLowerCase(Locale.ROOT)
                            .replaceAll("\\s*([(),=<>!]+)\\s*", " $1 ")
                            .replaceAll("\\s+", " ")));
    return plain.toString().strip();
  }
}
