package org.nljdbc.jdbc;

import org.nljdbc.statement.Verb;
import org.nljdbc.translate.Translation;

/**
 * What a prepared statement was asked.
 *
 * @param verb what to do at execution
 * @param translation the SQL that was prepared
 */
record PreparedQuestion(Verb verb, Translation translation) {}
