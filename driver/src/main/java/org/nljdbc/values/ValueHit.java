package org.nljdbc.values;

/**
 * A stored value that a question names.
 *
 * @param table the stored name of the table that holds it
 * @param column the stored name of the column that holds it
 * @param value the value as stored
 */
public record ValueHit(String table, String column, String value) {}
