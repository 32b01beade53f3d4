package org.nljdbc.runtime.lessons;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.RowLimit;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/**
 * Makes questions of a schema by patterns: counts, lists, filters by stored values, groups, the
 * greatest and the least, and joins along foreign keys. They teach a model the names and the joins
 * of one database, not how people ask.
 */
public final class LessonMaker {

  /** Finds stored values. */
  @FunctionalInterface
  public interface Values {

    /**
     * Some values of a text column.
     *
     * @param table the table
     * @param column the column
     * @return distinct values, perhaps none
     * @throws SQLException if they cannot be read
     */
    List<String> of(Table table, Column column) throws SQLException;
  }

  private final Schema schema;
  private final IdentifierRules rules;
  private final Values values;
  private final Random random;
  private final List<Lesson> made = new ArrayList<>();

  private LessonMaker(Schema schema, Values values, long seed) {
    this.schema = schema;
    this.rules = schema.rules();
    this.values = values;
    this.random = new Random(seed);
  }

  /**
   * Makes lessons; they have not been run.
   *
   * @param schema what they are about
   * @param values finds values to filter by
   * @param most how many at the most, 0 or more
   * @param seed the same gives the same lessons
   * @return the lessons, in random order
   * @throws SQLException if values cannot be read
   */
  public static List<Lesson> make(Schema schema, Values values, int most, long seed)
      throws SQLException {
    LessonMaker maker = new LessonMaker(schema, values, seed);
    for (Table table : schema.tables()) {
      maker.ofTable(new Subject(table));
      for (ForeignKey key : table.foreignKeys()) {
        Link link = maker.link(table, key);
        if (link != null) {
          maker.ofLink(link);
        }
      }
    }
    Collections.shuffle(maker.made, maker.random);
    return List.copyOf(maker.made.subList(0, Math.min(most, maker.made.size())));
  }

  private void ofTable(Subject subject) throws SQLException {
    Table table = subject.table();
    String rows = Words.of(table.name());
    String from = " FROM " + shown(table.name());
    add("How many " + rows + " are there?", "SELECT COUNT(*)" + from);
    Column name = subject.name();
    for (Column column : subject.texts()) {
      String said = Words.of(column.name());
      String written = shown(column.name());
      add(
          "What are the different " + said + " of " + rows + "?",
          "SELECT DISTINCT " + written + from);
      add(
          "How many " + rows + " are there for each " + said + "?",
          "SELECT " + written + ", COUNT(*)" + from + " GROUP BY " + written);
      for (String value : one(values.of(table, column))) {
        String where = from + " WHERE " + written + " = " + literal(value);
        add(
            "How many " + rows + " have the " + said + " " + value + "?",
            "SELECT COUNT(*)" + where);
        if (name != null && !name.equals(column)) {
          add(
              "What are the "
                  + Words.of(name.name())
                  + " of "
                  + rows
                  + " with "
                  + said
                  + " "
                  + value
                  + "?",
              "SELECT " + shown(name.name()) + where);
        }
      }
    }
    for (Column column : subject.numbers()) {
      String said = Words.of(column.name());
      String written = shown(column.name());
      String[] aggregate =
          pick(
              new String[][] {
                {"average", "AVG"}, {"total", "SUM"}, {"highest", "MAX"}, {"lowest", "MIN"}
              });
      add(
          "What is the " + aggregate[0] + " " + said + " of all " + rows + "?",
          "SELECT " + aggregate[1] + "(" + written + ")" + from);
      if (name != null) {
        boolean most = random.nextBoolean();
        add(
            "Show the "
                + Words.of(name.name())
                + " of the "
                + rows
                + " with the "
                + (most ? "highest " : "lowest ")
                + said
                + ".",
            "SELECT "
                + shown(name.name())
                + from
                + " ORDER BY "
                + written
                + (most ? " DESC" : "")
                + first());
      }
    }
  }

  private void ofLink(Link link) throws SQLException {
    Subject child = new Subject(link.child());
    Subject parent = new Subject(link.parent());
    Column name = parent.name();
    if (name == null) {
      return;
    }
    String children = Words.of(link.child().name()) + by(link);
    String parents = Words.of(link.parent().name());
    String said = Words.of(name.name());
    String named = "T2." + shown(name.name());
    String join =
        " FROM "
            + shown(link.child().name())
            + " AS T1 JOIN "
            + shown(link.parent().name())
            + " AS T2 ON T1."
            + shown(link.from().name())
            + " = T2."
            + shown(link.to().name());
    String groups = " GROUP BY T2." + shown(link.to().name()) + ", " + named;
    add(
        "Which " + parents + " has the most " + children + "? Show its " + said + ".",
        "SELECT " + named + join + groups + " ORDER BY COUNT(*) DESC" + first());
    add(
        "How many "
            + children
            + " does each "
            + parents
            + " have? Show the "
            + said
            + " of the "
            + parents
            + ".",
        "SELECT " + named + ", COUNT(*)" + join + groups);
    add(
        "What are the " + said + " of " + parents + " without any " + children + "?",
        "SELECT "
            + shown(name.name())
            + " FROM "
            + shown(link.parent().name())
            + " WHERE "
            + shown(link.to().name())
            + " NOT IN (SELECT "
            + shown(link.from().name())
            + " FROM "
            + shown(link.child().name())
            + (link.from().nullable() ? " WHERE " + shown(link.from().name()) + " IS NOT NULL" : "")
            + ")");
    Column shown = child.name();
    for (String value : one(values.of(link.parent(), name))) {
      String where = join + " WHERE " + named + " = " + literal(value);
      add(
          "How many " + children + " does the " + parents + " " + value + " have?",
          "SELECT COUNT(*)" + where);
      if (shown != null) {
        add(
            "List the "
                + Words.of(shown.name())
                + " of "
                + children
                + " of the "
                + parents
                + " "
                + value
                + ".",
            "SELECT T1." + shown(shown.name()) + where);
      }
    }
    if (shown != null) {
      add(
          "Show the "
              + Words.of(shown.name())
              + " of each "
              + children
              + " and the "
              + said
              + " of its "
              + parents
              + ".",
          "SELECT T1." + shown(shown.name()) + ", " + named + join);
    }
  }

  /** Where several keys link the same tables, which of them is meant must be said. */
  private static String by(Link link) {
    long several =
        link.child().foreignKeys().stream()
            .filter(key -> key.toTable().equals(link.parent().name()))
            .count();
    return several < 2 || link.from().name().equalsIgnoreCase(link.to().name())
        ? ""
        : " by " + Words.of(link.from().name());
  }

  private @Nullable Link link(Table child, ForeignKey key) {
    Table parent =
        schema.tables().stream()
            .filter(t -> t.name().equals(key.toTable()))
            .findFirst()
            .orElse(null);
    if (parent == null || key.fromColumns().size() != 1) {
      return null;
    }
    Column from = column(child, key.fromColumns().get(0));
    Column to = column(parent, key.toColumns().get(0));
    return from == null || to == null ? null : new Link(child, from, parent, to);
  }

  private static @Nullable Column column(Table table, String name) {
    return table.columns().stream().filter(c -> c.name().equals(name)).findFirst().orElse(null);
  }

  private void add(String question, String sql) {
    made.add(new Lesson(question, sql, true));
  }

  private String shown(String name) {
    return rules.shown(name);
  }

  /** A string literal; MySQL's family takes backslashes for escapes. */
  private String literal(String value) {
    String text = schema.dialect().isMySqlFamily() ? value.replace("\\", "\\\\") : value;
    return "'" + text.replace("'", "''") + "'";
  }

  private String first() {
    return (schema.dialect() == Dialect.OTHER ? RowLimit.FETCH : schema.dialect().limit())
        .afterOrder(1);
  }

  private List<String> one(List<String> several) {
    return several.isEmpty() ? List.of() : List.of(several.get(random.nextInt(several.size())));
  }

  private <T> T pick(T[] several) {
    return several[random.nextInt(several.length)];
  }
}
