package org.nljdbc.sql;

/**
 * A value that a statement writes as it stands.
 *
 * @param column the column that gets it, as stored
 * @param value a text without its quotes, or a number
 * @param text whether it is a text
 */
public record AssignedValue(String column, String value, boolean text) {}
