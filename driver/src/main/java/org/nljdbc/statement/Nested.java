package org.nljdbc.statement;

import java.util.List;

/** A written statement with questions where tables stand. */
public final class Nested implements Inquiry {

  private static final String[] READING_WORDS = {"SELECT", "WITH", ""};

  private final String statement;
  private final List<NestedPlace> places;

  Nested(String statement, List<NestedPlace> places) {
    this.statement = statement;
    this.places = List.copyOf(places);
  }

  @Override
  public List<String> questions() {
    return places.stream().map(NestedPlace::question).toList();
  }

  /** The statement with a sub-select in place of each question; all else keeps its letters. */
  @Override
  public String assemble(List<String> sql) {
    StringBuilder whole = new StringBuilder();
    int at = 0;
    for (int i = 0; i < places.size(); i++) {
      NestedPlace place = places.get(i);
      whole.append(statement, at, place.start()).append('(').append(sql.get(i)).append(')');
      whole.append(place.alias().isEmpty() ? "" : " ").append(place.alias());
      at = place.end();
    }
    return whole.append(statement, at, statement.length()).toString();
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
