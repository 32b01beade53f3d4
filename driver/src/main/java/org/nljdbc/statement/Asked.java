package org.nljdbc.statement;

import java.sql.SQLException;
import java.util.List;

/**
 * A statement that was asked rather than written.
 *
 * @param verb what is wanted
 * @param question the question, without leading and trailing white space; empty for a verb that
 *     stands alone, else never blank
 * @param sql the SQL that was given for it, or an empty text
 * @param markers the places in it where a {@code ?} stands for a value, in their order
 */
public record Asked(Verb verb, String question, String sql, List<Integer> markers)
    implements Inquiry {

  private static final String NO_PARAMETERS = "07001";

  /** Keeps its own copy of the places. */
  public Asked {
    markers = List.copyOf(markers);
  }

  /**
   * A statement without bind markers.
   *
   * @param verb what is wanted
   * @param question the question
   */
  public Asked(Verb verb, String question) {
    this(verb, question, "", List.of());
  }

  /** One with SQL of its own. */
  Asked(Verb verb, String question, String sql) {
    this(verb, question, sql, List.of());
  }

  /** One with bind markers. */
  Asked(Verb verb, String question, List<Integer> markers) {
    this(verb, question, "", markers);
  }

  /**
   * The question with a numbered name for each bind marker: {@code :p1}, {@code :p2}, and so on.
   */
  public String numbered() {
    StringBuilder text = new StringBuilder(question);
    for (int i = markers.size() - 1; i >= 0; i--) {
      text.replace(markers.get(i), markers.get(i) + 1, ":p" + (i + 1));
    }
    return text.toString();
  }

  /**
   * The same where nothing can be bound: a {@code ?} that ends the question is punctuation.
   *
   * @return the question without bind markers
   * @throws SQLException 07001 if there is one before the end
   */
  @Override
  public Asked unbound() throws SQLException {
    String last = question.replaceFirst("[.;:!)\\]\\s]+$", "");
    if (!markers.isEmpty() && (markers.size() > 1 || markers.get(0) != last.length() - 1)) {
      throw new SQLException(
          "A ? that stands alone in a question is a parameter, which only a PreparedStatement can"
              + " have: use prepareStatement and set its value, or write the value itself.",
          NO_PARAMETERS);
    }
    return new Asked(verb, question, sql, List.of());
  }

  @Override
  public List<String> questions() {
    return List.of(question);
  }

  @Override
  public List<Asked> asked() {
    return List.of(this);
  }

  @Override
  public String assemble(List<String> found) {
    return found.get(0);
  }

  @Override
  public ParameterNumbers parameters(List<List<Integer>> found) {
    return markers.isEmpty()
        ? ParameterNumbers.SAME
        : new ParameterNumbers(markers.size(), found.get(0));
  }
}
