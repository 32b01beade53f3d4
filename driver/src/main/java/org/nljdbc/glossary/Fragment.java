package org.nljdbc.glossary;

/**
 * A piece of SQL in a glossary.
 *
 * @param sql its text
 * @param place where its first character stands
 * @param inLine whether it stands in one line as it is, so that places within it can be told
 */
public record Fragment(String sql, Place place, boolean inLine) {}
