package org.nljdbc.jdbc;

import java.sql.SQLException;
import org.nljdbc.translate.Translation;

/**
 * Runs the SQL of a translation.
 *
 * @param <R> what running it gives
 */
@FunctionalInterface
interface Execution<R> {

  R run(Translation translation) throws SQLException;
}
