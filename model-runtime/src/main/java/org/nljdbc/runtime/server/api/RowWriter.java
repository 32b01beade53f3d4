package org.nljdbc.runtime.server.api;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an answer's rows in one of the forms that callers can choose from. */
interface RowWriter {

  /**
   * A column of the answer.
   *
   * @param name its label
   * @param type its type as the database calls it
   */
  record Column(String name, String type) {}

  /** The media type of the form. */
  String mediaType();

  /**
   * Begins.
   *
   * @param about what is told about the answer besides its rows
   * @param columns its columns
   */
  void begin(JsonObject about, List<Column> columns) throws IOException;

  /** Writes a row. */
  void row(List<@Nullable Object> cells) throws IOException;

  /**
   * Ends.
   *
   * @param end what is known only now
   */
  void end(JsonObject end) throws IOException;

  /**
   * Ends an answer that cannot be completed.
   *
   * @param problem why
   * @return false if the form has no way to say so, and the connection must break off
   */
  boolean fail(JsonObject problem) throws IOException;
}
