package org.nljdbc.glossary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a glossary's text. What it does not know is an error, so that no slip goes unseen. */
public final class GlossaryReader {

  /** The version of the format; a file without one has it. */
  private static final String VERSION = "1";

  private static final List<String> KEYS =
      List.of("version", "tables", "metrics", "filters", "joins");
  private static final List<String> TABLE_KEYS =
      List.of("description", "synonyms", "hidden", "columns");
  private static final List<String> COLUMN_KEYS =
      List.of("description", "synonyms", "hidden", "index", "values");
  private static final List<String> METRIC_KEYS =
      List.of("table", "sql", "description", "synonyms");

  private GlossaryReader() {}

  /**
   * Reads a text.
   *
   * @param text the file's text; an empty one says nothing
   * @return what it says
   * @throws GlossaryException if it is not a glossary
   */
  public static Glossary read(String text) throws GlossaryException {
    YamlValue root = YamlValue.read(text);
    if (root == null) {
      return Glossary.NONE;
    }
    Map<String, YamlValue> fields = root.fields(KEYS);
    YamlValue version = fields.get("version");
    if (version != null && !version.text().equals(VERSION)) {
      throw new GlossaryException(
          version.place(),
          "this file is of version " + version.text() + ", and this driver knows " + VERSION);
    }
    return new Glossary(
        tables(fields.get("tables")),
        metrics(fields.get("metrics")),
        filters(fields.get("filters")),
        joins(fields.get("joins")));
  }

  private static List<TableTerms> tables(@Nullable YamlValue value) throws GlossaryException {
    List<TableTerms> tables = new ArrayList<>();
    for (YamlValue.Entry entry : entries(value)) {
      Map<String, YamlValue> fields = fields(entry.value(), TABLE_KEYS);
      List<ColumnTerms> columns = new ArrayList<>();
      for (YamlValue.Entry column : entries(fields.get("columns"))) {
        columns.add(column(column));
      }
      tables.add(
          new TableTerms(
              entry.name(),
              text(fields.get("description")),
              texts(fields.get("synonyms")),
              truth(fields.get("hidden")),
              columns,
              entry.place()));
    }
    return tables;
  }

  /** A column's terms; a text alone is its description. */
  private static ColumnTerms column(YamlValue.Entry entry) throws GlossaryException {
    Map<String, YamlValue> fields = fields(entry.value(), COLUMN_KEYS);
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (YamlValue.Entry value : entries(fields.get("values"))) {
      values.put(value.name(), value.value().texts());
    }
    return new ColumnTerms(
        entry.name(),
        text(fields.get("description")),
        texts(fields.get("synonyms")),
        truth(fields.get("hidden")),
        fields.get("index") == null || truth(fields.get("index")),
        values,
        entry.place());
  }

  /** A mapping's fields; a text alone is a description. */
  private static Map<String, YamlValue> fields(YamlValue value, List<String> keys)
      throws GlossaryException {
    return value.isText() ? Map.of("description", value) : value.fields(keys);
  }

  private static List<Metric> metrics(@Nullable YamlValue value) throws GlossaryException {
    List<Metric> metrics = new ArrayList<>();
    for (YamlValue.Entry entry : entries(value)) {
      Map<String, YamlValue> fields =
          entry.value().isText() ? Map.of("sql", entry.value()) : entry.value().fields(METRIC_KEYS);
      YamlValue sql = fields.get("sql");
      if (sql == null) {
        throw new GlossaryException(entry.place(), "the metric '" + entry.name() + "' has no sql");
      }
      YamlValue table = fields.get("table");
      metrics.add(
          new Metric(
              entry.name(),
              text(table),
              table == null ? entry.place() : table.place(),
              sql.fragment(),
              text(fields.get("description")),
              texts(fields.get("synonyms"))));
    }
    return metrics;
  }

  private static List<DefaultFilter> filters(@Nullable YamlValue value) throws GlossaryException {
    List<DefaultFilter> filters = new ArrayList<>();
    for (YamlValue.Entry entry : entries(value)) {
      filters.add(new DefaultFilter(entry.name(), entry.place(), entry.value().fragment()));
    }
    return filters;
  }

  private static List<Fragment> joins(@Nullable YamlValue value) throws GlossaryException {
    List<Fragment> joins = new ArrayList<>();
    for (YamlValue item : value == null ? List.<YamlValue>of() : value.items()) {
      joins.add(item.fragment());
    }
    return joins;
  }

  private static List<YamlValue.Entry> entries(@Nullable YamlValue value) throws GlossaryException {
    return value == null ? List.of() : value.entries();
  }

  private static String text(@Nullable YamlValue value) throws GlossaryException {
    return value == null ? "" : value.text();
  }

  private static List<String> texts(@Nullable YamlValue value) throws GlossaryException {
    return value == null ? List.of() : value.texts();
  }

  private static boolean truth(@Nullable YamlValue value) throws GlossaryException {
    return value != null && value.truth();
  }
}
