package org.nljdbc.intent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Schema;

/**
 * What a schema says to a question about itself.
 *
 * @param headings the columns
 * @param rows for each row a value of each column: an Integer or a String, by its heading; null
 *     where that says so
 */
public record SchemaAnswer(List<Heading> headings, List<List<@Nullable Object>> rows) {

  /**
   * A column of an answer.
   *
   * @param name its name
   * @param number whether its values are whole numbers; else they are texts
   * @param nullable whether a value may be null
   */
  public record Heading(String name, boolean number, boolean nullable) {

    static Heading text(String name) {
      return new Heading(name, false, false);
    }

    static Heading optional(String name) {
      return new Heading(name, false, true);
    }

    static Heading number(String name) {
      return new Heading(name, true, false);
    }
  }

  /** Keeps its own copies of the lists. */
  public SchemaAnswer {
    headings = List.copyOf(headings);
    List<List<@Nullable Object>> copies = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      copies.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    rows = Collections.unmodifiableList(copies);
  }

  /**
   * Answers a request.
   *
   * @param request what is wanted
   * @param schema the schema that the request was recognised with
   * @return the answer
   */
  public static SchemaAnswer to(SchemaRequest request, Schema schema) {
    return new SchemaRows(schema).answer(request);
  }
}
