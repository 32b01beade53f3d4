package org.nljdbc.runtime.lessons;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.Writer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.nljdbc.NlConnection;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Table;

/**
 * Tries lessons on the database and writes those that give rows, each with the prompt that the
 * driver would send: an object a line, as {@code adapter.train} reads them. The file holds the
 * schema, and stored values that questions name.
 */
public final class LessonWriter {

  private static final int SCANNED = 200;
  private static final int LONGEST_VALUE = 40;

  private final Connection connection;
  private final Writer out;
  private final int seconds;
  private final Gson gson = new Gson();
  private int written;

  /** What became of a lesson. */
  public enum Outcome {
    /** It is in the file. */
    WRITTEN,
    /** Its SQL fails, takes too long, or may not be run. */
    FAILED,
    /** Its SQL gives no rows, or a single null. */
    EMPTY
  }

  /**
   * Makes it.
   *
   * @param connection a connection of this driver
   * @param out where lines go; stays open
   * @param seconds most time of each statement, 0 for no limit
   */
  public LessonWriter(Connection connection, Writer out, int seconds) {
    this.connection = connection;
    this.out = out;
    this.seconds = seconds;
  }

  /**
   * Tries a lesson, and writes it if it is good for something.
   *
   * @param lesson the lesson
   * @return what became of it
   * @throws SQLException if the prompt cannot be made
   * @throws IOException if the line cannot be written
   */
  public Outcome write(Lesson lesson) throws SQLException, IOException {
    String sql = lesson.sql().strip();
    sql = sql.endsWith(";") ? sql.substring(0, sql.length() - 1).strip() : sql;
    Outcome outcome = tried(sql);
    if (outcome != Outcome.WRITTEN) {
      return outcome;
    }
    JsonObject line = new JsonObject();
    line.addProperty("number", written);
    line.addProperty("database", connection.unwrap(NlConnection.class).schema().place());
    line.addProperty("pass", 0);
    line.addProperty("made", lesson.made());
    String prefix = prompt(lesson.question(), line);
    String begun = prefix.substring(prefix.lastIndexOf('\n') + 1);
    if (!sql.regionMatches(true, 0, begun, 0, begun.length())) {
      return Outcome.FAILED; // a model that is made to begin otherwise could not answer so
    }
    line.addProperty("answer", sql.substring(begun.length()) + "\n```");
    out.write(gson.toJson(line));
    out.write('\n');
    written++;
    return Outcome.WRITTEN;
  }

  private Outcome tried(String sql) throws SQLException {
    if (!connection.unwrap(NlConnection.class).check(sql).holds()) {
      return Outcome.FAILED;
    }
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(seconds);
      statement.setMaxRows(2);
      try (ResultSet rows = statement.executeQuery(sql)) {
        if (!rows.next()) {
          return Outcome.EMPTY;
        }
        boolean nothing = rows.getMetaData().getColumnCount() == 1 && rows.getObject(1) == null;
        return nothing && !rows.next() ? Outcome.EMPTY : Outcome.WRITTEN;
      }
    } catch (SQLException e) {
      return Outcome.FAILED;
    }
  }

  /** Adds the messages to a line; returns what the answer is made to begin with. */
  private String prompt(String question, JsonObject line) throws SQLException {
    String prefix = "";
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("NL PROMPT '" + question.replace("'", "''") + "'")) {
      while (rows.next()) {
        String text = rows.getString("TEXT");
        switch (rows.getString("ROLE").toLowerCase(Locale.ROOT)) {
          case "system" -> line.addProperty("system", text);
          case "user" -> line.addProperty("user", text);
          default -> prefix = text;
        }
      }
    }
    line.addProperty("prefix", prefix);
    return prefix;
  }

  /**
   * Some values of a text column, for {@link LessonMaker}: of the first rows, none longer than 40
   * characters.
   *
   * @param table the table
   * @param column the column
   * @return distinct values; none where the column cannot be read, or not in time
   * @throws SQLException if the schema is not known
   */
  public List<String> values(Table table, Column column) throws SQLException {
    IdentifierRules rules = connection.unwrap(NlConnection.class).schema().rules();
    String sql = "SELECT " + rules.write(column.name()) + " FROM " + rules.write(table.name());
    Set<String> found = new LinkedHashSet<>();
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(seconds);
      statement.setMaxRows(SCANNED);
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          String value = rows.getString(1);
          if (value != null && !value.isBlank() && value.length() <= LONGEST_VALUE) {
            found.add(value);
          }
        }
      }
    } catch (SQLException unreadable) {
      return List.of();
    }
    return new ArrayList<>(found);
  }
}
