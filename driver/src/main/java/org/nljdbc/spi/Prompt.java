package org.nljdbc.spi;

import java.util.List;

/**
 * A conversation that a model is to continue. What stays the same between questions (instructions,
 * schema) stands first, so that a runtime can reuse its work on the longest common prefix.
 *
 * @param messages the messages, oldest first; at least one
 * @param answerPrefix text that the answer is made to begin with, possibly empty; it is not part of
 *     {@link Candidate#text()}
 */
public record Prompt(List<Message> messages, String answerPrefix) {

  /** Keeps its own copy of the messages. */
  public Prompt {
    messages = List.copyOf(messages);
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("a prompt needs a message");
    }
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
