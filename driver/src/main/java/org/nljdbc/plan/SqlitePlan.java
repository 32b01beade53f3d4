package org.nljdbc.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** SQLite numbers its steps and says which belongs to which; it tells neither rows nor costs. */
final class SqlitePlan {

  private static final Pattern TABLE =
      Pattern.compile("(SCAN|SEARCH) (.+?)(?: (USING .*|VIRTUAL TABLE .*|LEFT-JOIN))?");

  private SqlitePlan() {}

  static List<String> lines(PlanRows plan) {
    Map<String, Integer> depths = new HashMap<>();
    List<String> lines = new ArrayList<>();
    for (List<@Nullable String> row : plan.rows()) {
      int depth = depths.getOrDefault(plan.value(row, "parent"), -1) + 1;
      depths.put(plan.value(row, "id"), depth);
      lines.add("  ".repeat(depth) + plan.value(row, "detail"));
    }
    return lines;
  }

  static Step tree(PlanRows plan) {
    Map<String, Step> steps = new HashMap<>();
    List<Step> tops = new ArrayList<>();
    for (List<@Nullable String> row : plan.rows()) {
      Step step = step(plan.value(row, "detail"));
      Step above = steps.get(plan.value(row, "parent"));
      if (above == null) {
        tops.add(step);
      } else {
        above.add(step);
      }
      steps.put(plan.value(row, "id"), step);
    }
    return Step.over(tops);
  }

  private static Step step(String detail) {
    Matcher table = TABLE.matcher(detail);
    if (!table.matches()) {
      return new Step(detail);
    }
    Step step = new Step(table.group(1));
    step.object = table.group(2);
    String how = table.group(3);
    step.detail(how == null ? "" : how);
    return step;
  }
}
