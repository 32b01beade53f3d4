package org.nljdbc.runtime.lessons;

/**
 * A question and the SQL that answers it.
 *
 * @param question the question
 * @param sql one statement that only reads
 * @param made whether the question was made from the schema rather than asked by somebody
 */
public record Lesson(String question, String sql, boolean made) {}
