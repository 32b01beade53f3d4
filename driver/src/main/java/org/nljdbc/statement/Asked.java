package org.nljdbc.statement;

/**
 * A statement that was asked rather than written.
 *
 * @param verb what is wanted
 * @param question the question, without leading and trailing white space; never blank
 */
public record Asked(Verb verb, String question) {}
