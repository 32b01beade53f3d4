package org.nljdbc.statement;

/**
 * Where a question stands within SQL.
 *
 * @param start where it begins, the parenthesis in front of a wrapped question included
 * @param end behind its last character, the closing parenthesis included
 * @param question the question, without leading and trailing white space; never blank
 * @param alias the name that the table gets since the statement gives it none, or an empty text
 */
record NestedPlace(int start, int end, String question, String alias) {}
