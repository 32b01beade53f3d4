package org.nljdbc.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's text: a step has an arrow and its cost, what is told of it stands below, indented
 * further than its arrow. The driver gets a row for each line, so that a literal with a line break
 * goes on at the left edge.
 */
final class PostgresPlan {

  private static final Pattern STEP =
      Pattern.compile(
          "^(\\s*)(?:->\\s+)?(\\S.*?)\\s+\\(cost=[\\d.]+\\.\\.([\\d.]+) rows=(\\d+) width=\\d+\\)$");
  private static final Pattern PART = Pattern.compile("^\\s+((?:InitPlan|SubPlan|CTE)\\b.*)$");
  private static final Pattern OPERATION =
      Pattern.compile("^(.*?)(?: using (.+?))?(?: on (.+))?$", Pattern.DOTALL);

  /** What is told of the whole statement, after all steps. */
  private static final Pattern FOOTER =
      Pattern.compile(
          "^(?:JIT:|Planning:|Planning Time:|Planning Memory:|Settings:|Query Identifier:|Execution"
              + " Time:|Execution time:|Planning time:|Total runtime:|Trigger |Serialization:|Note:"
              + " ).*");

  private record Placed(int column, Step step) {}

  private PostgresPlan() {}

  static Step tree(List<String> lines) {
    Deque<Placed> above = new ArrayDeque<>();
    Step top = null;
    String part = "";
    int last = lastStep(lines);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher told = STEP.matcher(line);
      if (told.matches()) {
        int column = told.group(1).length();
        Step step = step(told, part);
        part = "";
        while (!above.isEmpty() && above.element().column >= column) {
          above.pop();
        }
        if (above.isEmpty()) {
          top = joined(top, step);
        } else {
          above.element().step.add(step);
        }
        above.push(new Placed(column, step));
        continue;
      }
      Matcher named = PART.matcher(line);
      if (named.matches()) {
        part = named.group(1);
      } else if (i > last && FOOTER.matcher(line).matches()) {
        break;
      } else if (!line.startsWith(" ") && !above.isEmpty()) {
        above.element().step.more(line);
      } else if (!above.isEmpty()) {
        above.element().step.detail(line);
      }
    }
    return top == null ? IndentedPlan.tree(lines) : top;
  }

  /** A literal's line may look like a footer; a footer has no step after it. */
  private static int lastStep(List<String> lines) {
    int last = lines.size() - 1;
    while (last >= 0 && !STEP.matcher(lines.get(last)).matches()) {
      last--;
    }
    return last;
  }

  /** A second topmost step is none of PostgreSQL's, but nothing that is told gets lost. */
  private static Step joined(@Nullable Step top, Step step) {
    return top == null ? step : Step.over(List.of(top, step));
  }

  private static Step step(Matcher told, String part) {
    Matcher operation = OPERATION.matcher(told.group(2));
    Step step = new Step(told.group(2));
    if (operation.matches()) {
      step.operation = operation.group(1);
      String object = operation.group(3);
      String index = operation.group(2);
      step.object = object == null ? "" : object;
      step.detail(index == null ? "" : "using " + index);
    }
    step.detail(part);
    step.cost = Double.parseDouble(told.group(3));
    step.rows = Double.parseDouble(told.group(4));
    return step;
  }
}
