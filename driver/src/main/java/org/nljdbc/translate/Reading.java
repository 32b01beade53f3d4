package org.nljdbc.translate;

/**
 * Another way to read a question, which the one that was taken beat.
 *
 * @param sql one read-only statement that passed every check, and gives other rows
 * @param confidence the share of such answers that are right, from 0 to 1, as measured for this
 *     model; NaN where nobody has measured it
 */
public record Reading(String sql, double confidence) {}
