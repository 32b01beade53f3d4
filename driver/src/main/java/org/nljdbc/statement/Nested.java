package org.nljdbc.statement;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A written statement with questions where tables, sub-queries or its query stand. */
public final class Nested implements Inquiry {

  private static final String[] READING_WORDS = {"SELECT", "WITH", ""};

  private final String statement;
  private final NestedReading reading;

  Nested(String statement, NestedReading reading) {
    this.statement = statement;
    this.reading = reading;
  }

  @Override
  public List<String> questions() {
    return reading.places().stream().map(place -> place.asked().question()).toList();
  }

  @Override
  public List<Asked> asked() {
    return reading.places().stream().map(NestedPlace::asked).toList();
  }

  /** What each question has to give where it stands. */
  public List<SubQueryPlace> uses() {
    return reading.places().stream().map(NestedPlace::use).toList();
  }

  /** The tables that the statement names; empty if it is not sure which they are. */
  public List<NamedTable> tables() {
    return reading.tables();
  }

  @Override
  public Nested unbound() throws SQLException {
    List<NestedPlace> plain = new ArrayList<>();
    for (NestedPlace place : reading.places()) {
      plain.add(place.unbound());
    }
    return new Nested(statement, reading.with(plain));
  }

  /** The statement with a query in place of each question; all else keeps its letters. */
  @Override
  public String assemble(List<String> sql) {
    StringBuilder whole = new StringBuilder();
    int at = 0;
    for (int i = 0; i < reading.places().size(); i++) {
      NestedPlace place = reading.places().get(i);
      whole.append(statement, at, place.start());
      if (place.whole()) {
        whole.append(sql.get(i));
      } else {
        whole.append('(').append(sql.get(i)).append(')');
      }
      whole.append(place.alias().isEmpty() ? "" : " ").append(place.alias());
      at = place.end();
    }
    return whole.append(statement, at, statement.length()).toString();
  }

  /** The values are numbered in the order in which their {@code ?} are written. */
  @Override
  public ParameterNumbers parameters(List<List<Integer>> found) {
    if (!reading.isBound()) {
      return ParameterNumbers.SAME;
    }
    List<Integer> numbers = new ArrayList<>();
    int count = 0;
    int around = 0;
    for (int i = 0; i < found.size(); i++) {
      for (; around < reading.before().get(i); around++) {
        numbers.add(++count);
      }
      for (int marker : found.get(i)) {
        numbers.add(count + marker);
      }
      count += reading.places().get(i).asked().markers().size();
    }
    for (; around < reading.markers(); around++) {
      numbers.add(++count);
    }
    return new ParameterNumbers(count, numbers);
  }

  /** Whether the statement itself only reads, judged by its first word. */
  public boolean reads() {
    int start = Scan.skipWhiteAndComments(statement, 0);
    int length = Scan.endOfWord(statement, start) - start;
    for (String word : READING_WORDS) {
      if (length == word.length() && statement.regionMatches(true, start, word, 0, length)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the schema may be another after the statement. */
  public boolean mayChangeSchema() {
    return SchemaChange.mayFollow(statement);
  }

  @Override
  public String toString() {
    return statement;
  }
}
