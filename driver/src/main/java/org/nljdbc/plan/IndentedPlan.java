package org.nljdbc.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text whose indentation says what belongs to what, as Calcite's. */
final class IndentedPlan {

  private static final Pattern CALL = Pattern.compile("^(\\w+)\\((.*)\\)(:.*)?$", Pattern.DOTALL);
  private static final Pattern TABLE = Pattern.compile("table=\\[\\[(.*?)]](?:, )?");

  private record Placed(int column, Step step) {}

  private IndentedPlan() {}

  static Step tree(List<String> lines) {
    Deque<Placed> above = new ArrayDeque<>();
    List<Step> tops = new ArrayList<>();
    for (String line : lines) {
      if (line.isBlank()) {
        continue;
      }
      int column = line.length() - line.stripLeading().length();
      while (!above.isEmpty() && above.element().column >= column) {
        above.pop();
      }
      Step step = step(line.strip());
      if (above.isEmpty()) {
        tops.add(step);
      } else {
        above.element().step.add(step);
      }
      above.push(new Placed(column, step));
    }
    return Step.over(tops);
  }

  private static Step step(String text) {
    Matcher call = CALL.matcher(text);
    if (!call.matches()) {
      return new Step(text);
    }
    Step step = new Step(call.group(1));
    String inside = call.group(2);
    Matcher table = TABLE.matcher(inside);
    if (table.find()) {
      step.object = table.group(1).replace(", ", ".");
      inside = table.replaceFirst("");
    }
    step.detail(inside);
    return step;
  }
}
