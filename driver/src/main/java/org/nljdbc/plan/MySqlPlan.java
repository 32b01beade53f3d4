package org.nljdbc.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The table of MySQL and MariaDB: a row for each table that is read, in loops within loops, with
 * the number of its query. Which query belongs to which is told only where a table is the result of
 * one; the others belong to the first.
 */
final class MySqlPlan {

  private static final Pattern MADE_OF = Pattern.compile("<(?:derived|subquery|union)([\\d,]+)>");

  private MySqlPlan() {}

  static Step tree(PlanRows plan) {
    Map<String, Step> queries = new LinkedHashMap<>();
    Map<String, Step> makers = new LinkedHashMap<>();
    for (List<@Nullable String> row : plan.rows()) {
      String id = plan.value(row, "id");
      Step query =
          queries.computeIfAbsent(
              id,
              number -> new Step(plan.value(row, "select_type") + (" " + number).stripTrailing()));
      Step table = query.add(table(plan, row));
      Matcher made = MADE_OF.matcher(table.object);
      if (made.matches()) {
        for (String other : made.group(1).split(",")) {
          makers.put(other, table);
        }
      }
    }
    Step top = top(queries, makers);
    queries.forEach(
        (id, query) -> {
          if (query != top) {
            Step above = makers.get(id);
            (above == null || isBelow(above, query) ? top : above).add(query);
          }
        });
    return top;
  }

  /** A union is what puts the other queries together; else the first is the whole one. */
  private static Step top(Map<String, Step> queries, Map<String, Step> makers) {
    Step union = queries.get("");
    if (union != null && makers.containsKey("1")) {
      return union;
    }
    return queries.values().iterator().next();
  }

  private static boolean isBelow(Step step, Step other) {
    return step == other || other.inputs.stream().anyMatch(each -> isBelow(step, each));
  }

  private static Step table(PlanRows plan, List<@Nullable String> row) {
    String access = plan.value(row, "type");
    Step step = new Step(access.isEmpty() ? "no table" : named(access));
    step.object = plan.value(row, "table");
    String key = plan.value(row, "key");
    step.detail(key.isEmpty() ? "" : "key " + key);
    String by = plan.value(row, "ref");
    step.detail(by.isEmpty() ? "" : "by " + by);
    String filtered = plan.value(row, "filtered");
    step.detail(filtered.isEmpty() ? "" : filtered + " % pass the filter");
    for (String extra : plan.value(row, "Extra").split(";")) {
      step.detail(extra);
    }
    step.rows = number(plan.value(row, "rows"));
    return step;
  }

  private static String named(String access) {
    return access.equals("ALL") ? "all rows" : access;
  }

  private static double number(String text) {
    try {
      return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException strange) {
      return Double.NaN;
    }
  }
}
