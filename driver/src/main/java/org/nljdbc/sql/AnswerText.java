package org.nljdbc.sql;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the SQL in a model's answer: fenced, tagged, or plain with words around it. */
public final class AnswerText {

  private static final Pattern FENCE =
      Pattern.compile("```[ \\t]*(\\w*)[ \\t]*\\R?(.*?)(?:```|\\z)", Pattern.DOTALL);

  /** A small model may close its block with fewer than three back-quotes. */
  private static final Pattern CUT_FENCE = Pattern.compile("\\R[ \\t]*`{1,2}\\s*\\z");

  private static final Pattern START =
      Pattern.compile("(?im)(?:^|(?<=[:>]))\\s*((?:select|with|values)\\b|\\(\\s*select\\b)");

  private AnswerText() {}

  /**
   * Finds the SQL: the last fenced block marked as SQL, else the last block that is not marked as
   * something else, else the text from the first line that begins a query.
   *
   * @param answer the whole answer, its prefix included
   * @return the SQL with what may follow it, or an empty string
   */
  public static String sql(String answer) {
    String text = afterThinking(answer);
    String block = lastBlock(text);
    if (block != null) {
      return CUT_FENCE.matcher(block).replaceFirst("").strip();
    }
    String plain = text.replaceAll("(?i)</?(answer|sql)>", " ");
    Matcher start = START.matcher(plain);
    return start.find() ? plain.substring(start.start(1)).strip() : plain.strip();
  }

  private static String afterThinking(String answer) {
    String lower = answer.toLowerCase(Locale.ROOT);
    int end = lower.lastIndexOf("</think>");
    if (end >= 0) {
      return answer.substring(end + "</think>".length());
    }
    // Thinking that never ended may still hold the answer's block.
    int start = lower.lastIndexOf("<answer>");
    return start >= 0 ? answer.substring(start + "<answer>".length()) : answer;
  }

  private static @Nullable String lastBlock(String text) {
    String marked = null;
    String unmarked = null;
    Matcher fence = FENCE.matcher(text);
    while (fence.find()) {
      String language = fence.group(1).toLowerCase(Locale.ROOT);
      String body = fence.group(2);
      if (language.equals("sql") || language.matches("sqlite|postgresql|mysql|postgres")) {
        marked = body.isBlank() && marked != null ? marked : body;
      } else if (!body.isBlank()) {
        // Without a line break the first word of the query looks like a language.
        unmarked = language.matches("select|with|values") ? fence.group(1) + " " + body : body;
      }
    }
    return marked != null ? marked : unmarked;
  }
}
