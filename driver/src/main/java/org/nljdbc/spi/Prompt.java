package org.nljdbc.spi;

import java.util.List;

/**
 * A conversation that a model is to continue, or a text ({@link #ofText}). What stays the same
 * between questions (instructions, schema) stands first, so that a runtime can reuse its work on
 * the longest common prefix.
 *
 * @param messages the messages, oldest first; none if a text is to be continued
 * @param answerPrefix text that the answer is made to begin with, possibly empty; it is not part of
 *     {@link Candidate#text()}. Without messages it is the whole prompt
 */
public record Prompt(List<Message> messages, String answerPrefix) {

  /** Keeps its own copy of the messages. */
  public Prompt {
    messages = List.copyOf(messages);
    if (messages.isEmpty() && answerPrefix.isEmpty()) {
      throw new IllegalArgumentException("a prompt needs a message or a text");
    }
  }

  /**
   * A text that is continued as it is, outside any conversation. Unlike in a message, the written
   * form of a special token, such as {@code <|im_end|>}, counts as that token, so that callers can
   * write a conversation's structure themselves.
   *
   * @param text the text, not empty
   * @return the prompt
   */
  public static Prompt ofText(String text) {
    return new Prompt(List.of(), text);
  }

  /** Whether this is a text and no conversation. */
  public boolean isText() {
    return messages.isEmpty();
  }

  /**
   * One message.
   *
   * @param role who speaks
   * @param text what is said
   */
  public record Message(Role role, String text) {}

  /** Who speaks. */
  public enum Role {
    /** Instructions that hold throughout. */
    SYSTEM,
    /** The person who asks. */
    USER,
    /** The model itself, in an earlier turn. */
    ASSISTANT
  }
}
