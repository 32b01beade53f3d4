package org.nljdbc.runtime.server.api;

import com.google.gson.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as CSV (RFC 4180) with a line of headings. Null is nothing, an empty text is {@code ""}. CSV
 * has no place for more: how it ended is told in trailers.
 */
final class CsvRows implements RowWriter {

  private final Writer out;

  CsvRows(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  @Override
  public String mediaType() {
    return "text/csv;charset=utf-8;header=present";
  }

  @Override
  public void begin(JsonObject about, List<Column> columns) throws IOException {
    line(columns.stream().map(Column::name).toList());
  }

  @Override
  public void row(List<@Nullable Object> cells) throws IOException {
    line(cells);
  }

  private void line(List<? extends @Nullable Object> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      Object cell = cells.get(i);
      if (cell != null) {
        out.write(field(cell.toString()));
      }
    }
    out.write("\r\n");
  }

  private static String field(String text) {
    boolean plain =
        !text.isEmpty()
            && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public void end(JsonObject end) throws IOException {
    out.flush();
  }

  @Override
  public boolean fail(JsonObject problem) {
    return false;
  }
}
