package org.nljdbc.prompt;

/**
 * What was asked before, and what came of it.
 *
 * @param question the question
 * @param sql its SQL
 */
public record Turn(String question, String sql) {}
