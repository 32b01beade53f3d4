package org.nljdbc.runtime.server.api;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows as JSON: {@code rows}, a list of lists that is written as the rows come, or {@code data}, a
 * list of values for each column, which has to be gathered first.
 */
final class JsonRows implements RowWriter {

  private static final Gson GSON = new GsonBuilder().serializeNulls().create();

  private final JsonWriter json;
  private final boolean byColumn;
  private final List<List<@Nullable Object>> gathered = new ArrayList<>();

  JsonRows(OutputStream out, boolean byColumn) {
    this.json =
        new JsonWriter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
    this.json.setSerializeNulls(true);
    this.byColumn = byColumn;
  }

  @Override
  public String mediaType() {
    return "application/json";
  }

  @Override
  public void begin(JsonObject about, List<Column> columns) throws IOException {
    json.beginObject();
    members(about);
    json.name("columns").beginArray();
    for (Column column : columns) {
      json.beginObject();
      json.name("name").value(column.name());
      json.name("type").value(column.type());
      json.endObject();
      gathered.add(new ArrayList<>());
    }
    json.endArray();
    if (!byColumn) {
      json.name("rows").beginArray();
    }
  }

  private void members(JsonObject object) throws IOException {
    for (Map.Entry<String, JsonElement> member : object.asMap().entrySet()) {
      json.name(member.getKey());
      GSON.toJson(member.getValue(), json);
    }
  }

  @Override
  public void row(List<@Nullable Object> cells) throws IOException {
    if (byColumn) {
      for (int i = 0; i < cells.size(); i++) {
        gathered.get(i).add(cells.get(i));
      }
    } else {
      array(cells);
    }
  }

  private void array(List<@Nullable Object> cells) throws IOException {
    json.beginArray();
    for (Object cell : cells) {
      if (cell == null) {
        json.nullValue();
      } else if (cell instanceof Number number) {
        json.value(number);
      } else if (cell instanceof Boolean flag) {
        json.value(flag.booleanValue());
      } else {
        json.value(cell.toString());
      }
    }
    json.endArray();
  }

  @Override
  public void end(JsonObject end) throws IOException {
    if (byColumn) {
      json.name("data").beginArray();
      for (List<@Nullable Object> column : gathered) {
        array(column);
      }
    }
    json.endArray();
    members(end);
    json.endObject();
    json.flush();
  }

  @Override
  public boolean fail(JsonObject problem) throws IOException {
    JsonObject end = new JsonObject();
    end.add("error", problem);
    end(end);
    return true;
  }
}
