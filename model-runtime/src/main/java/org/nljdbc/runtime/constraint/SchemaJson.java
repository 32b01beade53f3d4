package org.nljdbc.runtime.constraint;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Collection;
import org.nljdbc.runtime.files.Sha256;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/**
 * What a constraint needs of a schema, as JSON: how names are written, tables, columns and keys. No
 * comments, types or values, and no names that are hidden.
 */
public final class SchemaJson {

  private SchemaJson() {}

  /**
   * Writes a schema, always in the same way.
   *
   * @param schema the schema
   * @return an object
   */
  public static JsonObject write(Schema schema) {
    JsonObject json = new JsonObject();
    json.addProperty("dialect", schema.dialect().name());
    JsonObject names = new JsonObject();
    names.addProperty("unquoted", schema.rules().unquoted().name());
    names.addProperty("quoted_exact", schema.rules().quotedExact());
    names.addProperty("quote", schema.rules().quote());
    json.add("names", names);
    json.addProperty("catalog", schema.catalog());
    json.addProperty("name", schema.name());
    JsonArray tables = new JsonArray();
    schema.tables().forEach(table -> tables.add(table(table)));
    json.add("tables", tables);
    return json;
  }

  private static JsonObject table(Table table) {
    JsonObject json = new JsonObject();
    json.addProperty("name", table.name());
    json.add("columns", texts(table.columns().stream().map(column -> column.name()).toList()));
    JsonArray keys = new JsonArray();
    for (ForeignKey key : table.foreignKeys()) {
      JsonObject one = new JsonObject();
      one.add("columns", texts(key.fromColumns()));
      one.addProperty("table", key.toTable());
      one.add("referenced", texts(key.toColumns()));
      keys.add(one);
    }
    json.add("keys", keys);
    return json;
  }

  private static JsonArray texts(Collection<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  /**
   * A name for a schema that says all of it, so that it has to be sent only once.
   *
   * @param written what {@link #write} gave
   * @return 64 hexadecimal digits (SHA-256)
   */
  public static String digest(JsonObject written) {
    return Sha256.hex(written.toString());
  }
}
