package org.nljdbc.runtime.remote;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Joins a conversation's answer to the prefix that it should have begun with. A server that only
 * holds conversations lets the model begin as it likes: it may repeat the prefix, all or the end of
 * it, put words before it, or begin otherwise.
 *
 * @param text what stands for the answer behind the prefix
 * @param from where that begins in the answer as it came
 * @param to where it ends there
 * @param stopped whether a stop string ended it
 */
record ChatSeam(String text, int from, int to, boolean stopped) {

  private static final Pattern FENCED_PREFIX = Pattern.compile("(```\\w*\\n)(.*)", Pattern.DOTALL);
  private static final Pattern BLOCK =
      Pattern.compile("```\\w*[ \\t]*\\n(.*?)(```|\\z)", Pattern.DOTALL);
  private static final String THOUGHT_BEGINS = "<think>";
  private static final String THOUGHT_ENDS = "</think>";

  /** The stop strings that the prefix itself does not hold, so that its repetition goes on. */
  static List<String> stopsToSend(String prefix, List<String> stops) {
    return stops.stream().filter(stop -> !prefix.contains(stop)).toList();
  }

  /**
   * Joins.
   *
   * @param prefix the prefix, possibly empty
   * @param answer the answer, or its beginning
   * @param stops strings that end an answer behind the prefix
   * @return the seam
   */
  static ChatSeam of(String prefix, String answer, List<String> stops) {
    int begin = prefix.contains(THOUGHT_BEGINS) ? 0 : afterThinking(answer);
    Matcher fenced = FENCED_PREFIX.matcher(prefix);
    if (!fenced.matches()) {
      return upToStop(answer, begin + repeated(prefix, answer.substring(begin)), stops);
    }
    String lead = fenced.group(2).strip();
    Matcher block =
        Pattern.compile("(?i)```\\w*\\s*" + Pattern.quote(lead) + "\\b").matcher(answer);
    if (block.find(begin)) {
      return upToStop(answer, block.end(), stops);
    }
    String rest = answer.substring(begin);
    int plain = lead(lead, rest);
    if (plain > 0) {
      return upToStop(answer, begin + plain, stops);
    }
    // Something else is the answer, perhaps WITH: it gets a block of its own, the last one.
    Matcher other = BLOCK.matcher(rest);
    boolean found = other.find();
    String body = found ? other.group(1) : rest;
    int from = begin + (found ? other.start(1) : 0);
    return new ChatSeam(
        "\n```\n" + fenced.group(1) + body,
        from,
        from + body.length(),
        found && !other.group(2).isEmpty());
  }

  /** Where the answer proper begins: behind thoughts, or nowhere while they go on. */
  private static int afterThinking(String answer) {
    int end = answer.lastIndexOf(THOUGHT_ENDS);
    if (end >= 0) {
      return end + THOUGHT_ENDS.length();
    }
    return answer.contains(THOUGHT_BEGINS) ? answer.length() : 0;
  }

  /** How much of an answer repeats a prefix, or the prefix's last line. */
  private static int repeated(String prefix, String answer) {
    if (prefix.isBlank()) {
      return 0;
    }
    String line = prefix.strip().substring(prefix.strip().lastIndexOf('\n') + 1);
    return Math.max(lead(prefix.strip(), answer), lead(line, answer));
  }

  /** How much of an answer a text takes that it begins with, whatever white space they have. */
  private static int lead(String text, String answer) {
    if (text.isEmpty()) {
      return 0;
    }
    StringBuilder words = new StringBuilder("(?i)\\s*");
    for (String word : text.split("\\s+")) {
      words.append(words.length() > 8 ? "\\s*" : "").append(Pattern.quote(word));
    }
    boolean isWord = Character.isLetterOrDigit(text.charAt(text.length() - 1));
    Matcher matcher = Pattern.compile(words + (isWord ? "\\b" : "")).matcher(answer);
    return matcher.lookingAt() ? matcher.end() : 0;
  }

  /**
   * The whole of an answer that went on from the prefix, up to the first stop string.
   *
   * @param answer the answer
   * @param stops strings that end it
   */
  static ChatSeam none(String answer, List<String> stops) {
    return upToStop(answer, 0, stops);
  }

  private static ChatSeam upToStop(String answer, int from, List<String> stops) {
    int to = answer.length();
    boolean stopped = false;
    for (String stop : stops) {
      int at = answer.indexOf(stop, from);
      if (at >= 0 && at < to) {
        to = at;
        stopped = true;
      }
    }
    return new ChatSeam(answer.substring(from, to), from, to, stopped);
  }
}
