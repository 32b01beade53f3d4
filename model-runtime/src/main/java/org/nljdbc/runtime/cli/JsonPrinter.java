package org.nljdbc.runtime.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.nljdbc.runtime.server.api.Cells;

/**
 * An answer as one JSON object: question, sql, confidence, source, model, warnings, columns, rows,
 * truncated. Rows are written as they come.
 */
final class JsonPrinter implements RowPrinter {

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private final PrintWriter out;

  JsonPrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void print(Told told, ResultSet rows, int most) throws IOException, SQLException {
    JsonWriter json = GSON.newJsonWriter(out);
    begin(json, told);
    List<String> labels = RowPrinter.labels(rows);
    json.name("columns");
    GSON.toJson(labels, List.class, json);
    json.name("rows").beginArray();
    int count = 0;
    boolean more = rows.next();
    while (more && (most == 0 || count < most)) {
      GSON.toJson(Cells.of(rows, labels.size()), List.class, json);
      count++;
      more = rows.next();
    }
    json.endArray().name("truncated").value(more).endObject().flush();
    out.println();
    out.flush();
  }

  private static void begin(JsonWriter json, Told told) throws IOException {
    json.beginObject().name("question").value(told.question());
    json.name("sql").value(told.sql());
    json.name("confidence").value(told.confidence());
    json.name("source").value(told.source());
    json.name("model").value(told.model());
    json.name("warnings");
    GSON.toJson(told.warnings(), List.class, json);
  }
}
