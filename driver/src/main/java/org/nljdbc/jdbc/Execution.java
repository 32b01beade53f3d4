package org.nljdbc.jdbc;

import java.sql.SQLException;

/**
 * Runs the SQL that a statement with questions became.
 *
 * @param <R> what running it gives
 */
@FunctionalInterface
interface Execution<R> {

  R run(Translated translated) throws SQLException;
}
