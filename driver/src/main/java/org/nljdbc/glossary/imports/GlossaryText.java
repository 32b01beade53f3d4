package org.nljdbc.glossary.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nljdbc.glossary.ColumnTerms;
import org.nljdbc.glossary.DefaultFilter;
import org.nljdbc.glossary.Fragment;
import org.nljdbc.glossary.Glossary;
import org.nljdbc.glossary.Metric;
import org.nljdbc.glossary.TableTerms;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes a glossary as the text of its file. */
final class GlossaryText {

  private static final int WIDTH = 120;

  private GlossaryText() {}

  static String write(Glossary glossary) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("version", 1);
    Map<String, Object> tables = new LinkedHashMap<>();
    glossary.tables().forEach(table -> tables.put(table.name(), table(table)));
    put(root, "tables", tables);
    Map<String, Object> metrics = new LinkedHashMap<>();
    glossary.metrics().forEach(metric -> metrics.put(metric.name(), metric(metric)));
    put(root, "metrics", metrics);
    Map<String, Object> filters = new LinkedHashMap<>();
    for (DefaultFilter filter : glossary.filters()) {
      filters.put(filter.table(), filter.fragment().sql());
    }
    put(root, "filters", filters);
    List<String> joins = glossary.joins().stream().map(Fragment::sql).toList();
    if (!joins.isEmpty()) {
      root.put("joins", joins);
    }
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(WIDTH);
    options.setSplitLines(false);
    return new Yaml(options).dump(root);
  }

  private static Map<String, Object> table(TableTerms said) {
    Map<String, Object> table = terms(said.description(), said.synonyms(), said.hidden());
    Map<String, Object> columns = new LinkedHashMap<>();
    for (ColumnTerms each : said.columns()) {
      Map<String, Object> column = terms(each.description(), each.synonyms(), each.hidden());
      if (!each.indexed()) {
        column.put("index", false);
      }
      put(column, "values", new LinkedHashMap<>(each.values()));
      columns.put(each.name(), column);
    }
    put(table, "columns", columns);
    return table;
  }

  private static Map<String, Object> metric(Metric said) {
    Map<String, Object> metric = new LinkedHashMap<>();
    if (!said.table().isEmpty()) {
      metric.put("table", said.table());
    }
    metric.put("sql", said.fragment().sql());
    metric.putAll(terms(said.description(), said.synonyms(), false));
    return metric;
  }

  private static Map<String, Object> terms(
      String description, List<String> synonyms, boolean hidden) {
    Map<String, Object> terms = new LinkedHashMap<>();
    if (!description.isEmpty()) {
      terms.put("description", description);
    }
    if (!synonyms.isEmpty()) {
      terms.put("synonyms", synonyms);
    }
    if (hidden) {
      terms.put("hidden", true);
    }
    return terms;
  }

  private static void put(Map<String, Object> map, String name, Map<String, ?> value) {
    if (!value.isEmpty()) {
      map.put(name, value);
    }
  }
}
