package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nljdbc.schema.Schema;

/** What a check of names found: problems, and changes that would certainly solve one. */
final class Findings {

  private static final int MOST_NAMES = 8;
  private static final int MOST_TABLES = 12;

  private final Schema schema;
  private final Set<SqlProblem> problems = new LinkedHashSet<>();
  private final List<Rewrite> rewrites = new ArrayList<>();

  Findings(Schema schema) {
    this.schema = schema;
  }

  List<SqlProblem> problems() {
    return List.copyOf(problems);
  }

  List<Rewrite> rewrites() {
    return List.copyOf(rewrites);
  }

  void rewrite(Rewrite rewrite) {
    rewrites.add(rewrite);
  }

  void unknownTable(String written) {
    List<String> names = schema.tables().stream().map(t -> schema.rules().write(t.name())).toList();
    problems.add(
        new SqlProblem.UnknownTable(written, NearestNames.of(written, names, MOST_TABLES)));
  }

  void unknownColumn(
      String written, String table, Collection<String> inScope, List<String> elsewhere) {
    List<String> nearest =
        NearestNames.of(written, inScope, MOST_NAMES).stream()
            .map(name -> schema.rules().write(name))
            .toList();
    problems.add(new SqlProblem.UnknownColumn(written, table, nearest, elsewhere));
  }

  void unknownQualifier(String written, List<String> inScope) {
    problems.add(new SqlProblem.UnknownQualifier(written, inScope));
  }

  void ambiguous(String written, List<String> tables) {
    problems.add(new SqlProblem.AmbiguousColumn(written, tables));
  }
}
