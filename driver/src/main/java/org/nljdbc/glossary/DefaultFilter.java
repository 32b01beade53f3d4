package org.nljdbc.glossary;

/**
 * A condition that a table's rows are to meet unless a question asks for others.
 *
 * @param table the table's name as written
 * @param place where that stands in the file
 * @param fragment a condition over the table's columns
 */
public record DefaultFilter(String table, Place place, Fragment fragment) {}
