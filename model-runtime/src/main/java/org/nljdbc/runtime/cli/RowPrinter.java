package org.nljdbc.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Prints an answer in one of the formats. */
interface RowPrinter {

  /** The formats. */
  enum Format {
    /** For people. */
    TABLE,
    /** RFC 4180; what is not a row goes to the other stream. */
    CSV,
    /** One object. */
    JSON
  }

  /**
   * Prints an answer.
   *
   * @param told what is known of it
   * @param rows its rows, before the first
   * @param most rows to print, 0 for all
   * @throws IOException if writing fails
   * @throws SQLException if reading the rows fails
   */
  void print(Told told, ResultSet rows, int most) throws IOException, SQLException;

  /** The printer of a format, with answers to one stream and remarks to the other. */
  static RowPrinter of(Format format, PrintWriter out, PrintWriter err) {
    return switch (format) {
      case TABLE -> new TablePrinter(out);
      case CSV -> new CsvRowPrinter(out, err);
      case JSON -> new JsonPrinter(out);
    };
  }

  /** The columns' labels. */
  static List<String> labels(ResultSet rows) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      labels.add(meta.getColumnLabel(i));
    }
    return labels;
  }
}
