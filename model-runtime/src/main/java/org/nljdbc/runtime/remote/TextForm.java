package org.nljdbc.runtime.remote;

import java.util.Locale;
import java.util.regex.Pattern;
import org.nljdbc.spi.Prompt;

/** How a conversation is written as one text, for servers that continue texts. */
enum TextForm {
  /** Qwen2 and others. */
  CHATML("<|im_start|>", "\n", "<|im_end|>\n", 9),
  /** Llama 3. */
  LLAMA3("<|start_header_id|>", "<|end_header_id|>\n\n", "<|eot_id|>", 10);

  /** Servers read these as the structure of a conversation, wherever they stand. */
  private static final Pattern STRUCTURE = Pattern.compile("<(?=\\|[A-Za-z0-9_]+\\|>)");

  private final String start;
  private final String afterRole;
  private final String end;
  private final int sampleTokens;

  TextForm(String start, String afterRole, String end, int sampleTokens) {
    this.start = start;
    this.afterRole = afterRole;
    this.end = end;
    this.sampleTokens = sampleTokens;
  }

  /** A short conversation in this form, to see how a server reads it. */
  String sample() {
    return start + "user" + afterRole + "1" + end + start + "assistant" + afterRole;
  }

  /**
   * Whether a server that reads the sample as so many tokens knows this form: fewer could not hold
   * it; more come from spelling the structure out, or from a template around it.
   */
  boolean isReadAs(int tokens) {
    return tokens >= sampleTokens - 2 && tokens <= sampleTokens + 2;
  }

  /** A message's text in which nothing looks like structure any more: a space takes its meaning. */
  static String plain(String text) {
    return STRUCTURE.matcher(text).replaceAll("< ");
  }

  /**
   * Writes a conversation up to where the answer goes on. What looks like structure in a message
   * loses its meaning by a space. A text stays as it is.
   */
  String write(Prompt prompt) {
    if (prompt.isText()) {
      return prompt.answerPrefix();
    }
    StringBuilder text = new StringBuilder();
    for (Prompt.Message message : prompt.messages()) {
      text.append(start)
          .append(message.role().name().toLowerCase(Locale.ROOT))
          .append(afterRole)
          .append(plain(message.text()))
          .append(end);
    }
    return text.append(start)
        .append("assistant")
        .append(afterRole)
        .append(prompt.answerPrefix())
        .toString();
  }
}
