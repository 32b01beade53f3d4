package org.nljdbc.schema;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which tables and views questions may be about, by patterns of names: {@code *} stands for any
 * characters, {@code ?} for one; case does not matter. A pattern with a dot means schema (or
 * catalog, where a database has no schemas) and table, one without means a table wherever it is.
 *
 * @param tables patterns of which one must match; empty lets all pass
 * @param exclude patterns of which none may match
 */
public record TableFilter(List<String> tables, List<String> exclude) {

  /** Lets every table pass. */
  public static final TableFilter ALL = new TableFilter(List.of(), List.of());

  /** Keeps its own copies of the lists. */
  public TableFilter {
    tables = List.copyOf(tables);
    exclude = List.copyOf(exclude);
  }

  /**
   * A filter of patterns as settings hold them.
   *
   * @param tables patterns of what may be read, with commas between; empty for all
   * @param exclude patterns of what may not
   * @return the filter
   */
  public static TableFilter of(String tables, String exclude) {
    return new TableFilter(split(tables), split(exclude));
  }

  private static List<String> split(String patterns) {
    return Arrays.stream(patterns.split(","))
        .map(String::strip)
        .filter(pattern -> !pattern.isEmpty())
        .toList();
  }

  /** Whether every table passes. */
  public boolean isAll() {
    return tables.isEmpty() && exclude.isEmpty();
  }

  /**
   * Whether questions may be about a table.
   *
   * @param schema its schema, or its catalog where there are no schemas; null where there is none
   * @param table its name as stored
   * @return true if it passes
   */
  public boolean allows(@Nullable String schema, String table) {
    boolean wanted = tables.isEmpty() || tables.stream().anyMatch(p -> matches(p, schema, table));
    return wanted && exclude.stream().noneMatch(p -> matches(p, schema, table));
  }

  private static boolean matches(String pattern, @Nullable String schema, String table) {
    if (glob(pattern).matcher(table).matches()) {
      return true;
    }
    int dot = pattern.lastIndexOf('.');
    return dot > 0
        && glob(pattern.substring(dot + 1)).matcher(table).matches()
        && glob(pattern.substring(0, dot)).matcher(schema == null ? "" : schema).matches();
  }

  private static Pattern glob(String pattern) {
    String regex =
        pattern
            .codePoints()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
  }
}
