package org.nljdbc.it.accuracy;

import java.util.List;
import java.util.Set;

/**
 * What a query is made of, as far as hardness and the kinds of failure depend on it. Counts are of
 * the outermost query alone, and of its first part where it is a UNION, INTERSECT or EXCEPT; the
 * sets are of the whole statement. Names are in lower case, without quotes and qualifiers.
 *
 * @param selected the columns it returns, as written but for case and qualifiers
 * @param tables every table it reads, sorted, once for each time it is named
 * @param joins tables in FROM beyond the first
 * @param conditions conditions of WHERE
 * @param ors ORs between conditions of ON, WHERE and HAVING
 * @param likes LIKEs among those conditions
 * @param groupings expressions of GROUP BY
 * @param ordered whether it has an ORDER BY
 * @param limited whether it has a LIMIT
 * @param having whether it has a HAVING
 * @param distinct whether it is a SELECT DISTINCT
 * @param nested queries within its conditions, and further parts of a set operation
 * @param aggregates aggregate functions of SELECT, WHERE, GROUP BY, HAVING and ORDER BY, sorted
 * @param columns every column named outside SELECT lists
 * @param literals every literal
 */
record QueryShape(
    List<String> selected,
    List<String> tables,
    int joins,
    int conditions,
    int ors,
    int likes,
    int groupings,
    boolean ordered,
    boolean limited,
    boolean having,
    boolean distinct,
    int nested,
    List<String> aggregates,
    Set<String> columns,
    Set<String> literals) {

  /** Keeps its own copies. */
  QueryShape {
    selected = List.copyOf(selected);
    tables = List.copyOf(tables);
    aggregates = List.copyOf(aggregates);
    columns = Set.copyOf(columns);
    literals = Set.copyOf(literals);
  }
}
