package org.nljdbc.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * H2 tells its plan as comments within the SQL: behind each table how it is read. Comments nest,
 * and hold strings.
 */
final class H2Plan {

  private static final Pattern INDEX = Pattern.compile("^(\\S+?): (.+)$", Pattern.DOTALL);
  private static final int DEEPEST = 20;

  /** A parenthesis that is open: the query within, and what it holds so far. */
  private static final class Frame {
    final List<Step> queries = new ArrayList<>();
    boolean selects;
    int table = -1;
  }

  private final String text;
  private final int depth;
  private final Deque<Frame> open = new ArrayDeque<>();

  private H2Plan(String text, int depth) {
    this.text = text;
    this.depth = depth;
  }

  static Step tree(String text) {
    List<Step> queries = new H2Plan(text, 0).queries();
    return queries.isEmpty() ? IndentedPlan.tree(text.lines().toList()) : Step.over(queries);
  }

  private List<Step> queries() {
    open.push(new Frame());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        at = endOfQuotes(at);
      } else if (text.startsWith("/*", at)) {
        int end = endOfComment(at);
        comment(at, text.substring(at + 2, Math.max(at + 2, end - 2)).strip());
        at = end;
      } else if (c == '(') {
        open.push(new Frame());
        at++;
      } else if (c == ')') {
        close();
        at++;
      } else if (Character.isJavaIdentifierStart(c)) {
        at = word(at);
      } else {
        at++;
      }
    }
    while (open.size() > 1) {
      close();
    }
    return open.element().queries;
  }

  private int word(int start) {
    int end = start;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    String word = text.substring(start, end);
    if (word.equals("SELECT")) {
      open.element().queries.add(new Step("SELECT"));
      open.element().selects = true;
    } else if (word.equals("FROM") || word.equals("JOIN")) {
      open.element().table = end;
    }
    return end;
  }

  /** What a parenthesis held belongs to the query around it; a copy without a plan is left out. */
  private void close() {
    if (open.size() == 1) {
      return;
    }
    List<Step> within = open.pop().queries;
    Frame around = open.element();
    List<Step> planned = within.stream().filter(query -> !query.inputs.isEmpty()).toList();
    if (around.selects) {
      last(around.queries).inputs.addAll(planned);
    } else {
      around.queries.addAll(planned); // the parts of a union
    }
  }

  private void comment(int start, String told) {
    Frame frame = open.element();
    if (frame.queries.isEmpty()) {
      return;
    }
    Step query = last(frame.queries);
    if (frame.table >= 0) {
      Step step = query.add(access(told));
      step.object = table(text.substring(frame.table, start));
      frame.table = -1;
    } else if (told.startsWith("WHERE ") && !query.inputs.isEmpty()) {
      last(query.inputs).detail("filter " + withoutComments(told.substring("WHERE ".length())));
    } else {
      query.detail(withoutComments(told));
    }
  }

  private Step access(String told) {
    if (told.startsWith("SELECT") && depth < DEEPEST) {
      Step step = new Step("query result");
      step.inputs.addAll(new H2Plan(told, depth + 1).queries());
      return step;
    }
    if (told.endsWith(".tableScan")) {
      return new Step("table scan");
    }
    Matcher index = INDEX.matcher(told);
    if (index.matches()) {
      Step step = new Step("index search");
      step.detail("using " + index.group(1));
      step.detail(withoutComments(index.group(2)));
      return step;
    }
    Step step = new Step("read");
    step.detail(withoutComments(told));
    return step;
  }

  /** The table and its alias; a query in parentheses is known by its alias. */
  private static String table(String written) {
    String name = written.strip();
    return name.substring(name.lastIndexOf(')') + 1).strip().replace("\"", "");
  }

  private static String withoutComments(String told) {
    return told.replaceAll("(?s)/\\*.*?\\*/", " ");
  }

  private int endOfQuotes(int start) {
    int close = text.indexOf(text.charAt(start), start + 1);
    return close < 0 ? text.length() : close + 1;
  }

  private int endOfComment(int start) {
    int within = 0;
    int at = start;
    while (at < text.length()) {
      if (text.startsWith("/*", at)) {
        within++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        within--;
        at += 2;
        if (within == 0) {
          return at;
        }
      } else if (text.charAt(at) == '\'' || text.charAt(at) == '"') {
        at = endOfQuotes(at);
      } else {
        at++;
      }
    }
    return text.length();
  }

  private static Step last(List<Step> steps) {
    return steps.get(steps.size() - 1);
  }
}
