package org.nljdbc.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.sql.SqlChecker.Checked;

/**
 * Checks SQL that a model wrote to change rows: one INSERT, UPDATE or DELETE of one table that
 * exists. What such a statement reads is said as SELECT and passes every check of {@link
 * SqlChecker}, so that a write can reach nothing that a question could not read.
 */
public final class WriteChecker {

  private WriteChecker() {}

  /** A further look at something that a write reads. */
  @FunctionalInterface
  public interface Review {

    /** No further look. */
    Review NONE = read -> read.sql();

    /**
     * Looks at it.
     *
     * @param read a query with nothing wrong in it
     * @return its SQL, perhaps with other values
     * @throws SQLException as the database throws it
     */
    String review(Checked read) throws SQLException;
  }

  /**
   * What a check found.
   *
   * @param sql the statement without comments and closing semicolon, mistakes put right
   * @param kind what it does; of no meaning if there are problems
   * @param table the table's name as stored; empty if there are problems
   * @param count a query for the number of rows that it would write; empty if {@code rows} says it
   * @param rows how many rows it holds itself, 0 or more
   * @param everyRow whether no condition limits the rows that are changed or removed
   * @param values the texts and numbers that it writes as they stand
   * @param problems what is wrong with it; empty if it may run
   * @param notes what was put right, for the user; short
   */
  public record CheckedWrite(
      String sql,
      WriteKind kind,
      String table,
      String count,
      int rows,
      boolean everyRow,
      List<AssignedValue> values,
      List<SqlProblem> problems,
      List<String> notes) {

    /** Keeps its own copies of the lists. */
    public CheckedWrite {
      values = List.copyOf(values);
      problems = List.copyOf(problems);
      notes = List.copyOf(notes);
    }

    static CheckedWrite refused(String sql, List<SqlProblem> problems) {
      return new CheckedWrite(
          sql, WriteKind.UPDATE, "", "", 0, false, List.of(), problems, List.of());
    }

    /** All problems in one text. */
    public String message() {
      return String.join(" ", problems.stream().map(SqlProblem::message).toList());
    }
  }

  /**
   * Checks a statement.
   *
   * @param written the statement as the model wrote it
   * @param schema the tables it may name
   * @param limits how much it may do
   * @param review looks at what it reads
   * @return what was found
   * @throws SQLException as {@code review} throws it
   */
  public static CheckedWrite check(String written, Schema schema, SqlLimits limits, Review review)
      throws SQLException {
    String sql = written;
    try {
      List<SqlToken> tokens = SqlLexer.tokens(written, schema.dialect());
      while (!tokens.isEmpty() && tokens.get(tokens.size() - 1).is(";")) {
        tokens = tokens.subList(0, tokens.size() - 1);
      }
      if (tokens.isEmpty()) {
        return CheckedWrite.refused("", List.of(new SqlProblem.NoSql()));
      }
      sql = SqlChecker.withoutComments(written, tokens);
      return checked(WriteReader.read(sql, schema.dialect()), schema, limits, review);
    } catch (WriteRefused e) {
      return CheckedWrite.refused(sql, List.of(e.problem()));
    } catch (SqlLexer.LexException e) {
      String what = SqlChecker.firstLine(e.getMessage());
      return CheckedWrite.refused(sql, List.of(new SqlProblem.NotOneWrite(what)));
    }
  }

  private static CheckedWrite checked(
      WriteParts parts, Schema schema, SqlLimits limits, Review review)
      throws SQLException, WriteRefused, SqlLexer.LexException {
    List<SqlProblem> problems = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<String> reads = new ArrayList<>();
    for (String read : parts.reads()) {
      Checked checked = SqlChecker.check(read, schema, limits);
      problems.addAll(checked.problems());
      notes.addAll(checked.notes());
      if (checked.joined()) {
        throw new WriteRefused("a column of another table, which needs a sub-query");
      }
      reads.add(checked.problems().isEmpty() ? review.review(checked) : checked.sql());
    }
    if (!problems.isEmpty()) {
      return CheckedWrite.refused(parts.statement(), problems);
    }
    WriteParts mended = WriteReader.reread(parts, reads, schema.dialect());
    Table table = table(mended, schema);
    WriteParts whole = mended.withColumns(columns(mended, table, schema, problems));
    if (!problems.isEmpty()) {
      return CheckedWrite.refused(whole.statement(), problems);
    }
    requireSettled(whole, schema, limits);
    return new CheckedWrite(
        whole.statement(),
        whole.kind(),
        table.name(),
        whole.count(),
        whole.rows().size(),
        whole.everyRow(),
        values(whole, schema),
        List.of(),
        notes);
  }

  /**
   * An INSERT of given rows without some of its columns.
   *
   * @param sql an INSERT that was checked
   * @param columns the columns to leave out, as stored
   * @param schema the schema that it was checked against
   * @return the INSERT; empty if nothing would be left, or it is anything else
   */
  public static String without(String sql, Collection<String> columns, Schema schema) {
    try {
      return WriteReader.read(sql, schema.dialect()).without(columns);
    } catch (WriteRefused | SqlLexer.LexException e) {
      return "";
    }
  }

  private static List<AssignedValue> values(WriteParts parts, Schema schema)
      throws SqlLexer.LexException {
    List<AssignedValue> values = new ArrayList<>();
    for (List<String> row : parts.rows()) {
      for (int i = 0; i < row.size(); i++) {
        List<SqlToken> tokens = SqlLexer.tokens(row.get(i), schema.dialect());
        SqlToken only = tokens.get(tokens.size() - 1);
        boolean text = only.kind() == SqlToken.Kind.STRING;
        boolean signed = tokens.size() == 2 && tokens.get(0).is("-");
        if ((tokens.size() == 1 || signed) && (text || only.kind() == SqlToken.Kind.NUMBER)) {
          String value = text ? Names.unquote(only.text()) : only.text();
          values.add(new AssignedValue(Names.unquote(parts.columns().get(i)), value, text));
        }
      }
    }
    return values;
  }

  /** A mend must never open a door: what came out is taken apart and checked again. */
  private static void requireSettled(WriteParts parts, Schema schema, SqlLimits limits)
      throws WriteRefused, SqlLexer.LexException {
    if (!WriteReader.read(parts.statement(), schema.dialect()).equals(parts)) {
      throw new WriteRefused("parts that can be read in two ways");
    }
    for (String read : parts.reads()) {
      Checked again = SqlChecker.check(read, schema, limits);
      if (!again.problems().isEmpty() || !again.sql().equals(read)) {
        throw new WriteRefused("parts that cannot be put right with certainty");
      }
    }
  }

  private static Table table(WriteParts parts, Schema schema)
      throws WriteRefused, SqlLexer.LexException {
    List<SqlToken> name = SqlLexer.tokens(parts.target(), schema.dialect());
    int last = 0;
    while (last + 2 < name.size() && name.get(last + 1).is(".")) {
      last += 2;
    }
    String written = name.get(last).text();
    for (Table table : schema.tables()) {
      if (Names.same(schema.rules(), written, table.name())) {
        if (table.view()) {
          throw new WriteRefused("a view where a table should stand");
        }
        return table;
      }
    }
    throw new WriteRefused("a name that is no table: " + written);
  }

  /** The columns that get values, as they are stored; problems for those that do not exist. */
  private static List<String> columns(
      WriteParts parts, Table table, Schema schema, List<SqlProblem> problems) throws WriteRefused {
    List<String> stored = table.columns().stream().map(Column::name).toList();
    List<String> columns = new ArrayList<>();
    for (String written : parts.columns()) {
      String column = stored(written, stored, schema);
      if (column.isEmpty()) {
        List<String> nearest = NearestNames.of(Names.unquote(written), stored, 8);
        problems.add(new SqlProblem.UnknownColumn(written, table.name(), nearest, List.of()));
      } else if (columns.contains(column)) {
        throw new WriteRefused("column " + written + " twice");
      }
      columns.add(column);
    }
    return columns;
  }

  /** The column that a name means, in quotes if it needs them; or an empty text. */
  private static String stored(String written, List<String> stored, Schema schema) {
    for (String name : stored) {
      if (Names.same(schema.rules(), written, name)) {
        return written;
      }
    }
    List<String> alike =
        stored.stream().filter(name -> name.equalsIgnoreCase(Names.unquote(written))).toList();
    return alike.size() == 1 ? schema.rules().quoted(alike.get(0)) : "";
  }
}
