package org.nljdbc.runtime.cli;

/**
 * A question whose right answer is known.
 *
 * @param question the question
 * @param sql SQL that gives the right rows
 */
record OwnQuestion(String question, String sql) {}
