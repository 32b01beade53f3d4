package org.nljdbc.prompt;

/**
 * An answer that did not hold, as a turn of the conversation.
 *
 * @param answer the model's text, its answer prefix included
 * @param sql the SQL found in it
 * @param problem what was wrong, in words for the model
 */
public record FailedTry(String answer, String sql, String problem) {}
