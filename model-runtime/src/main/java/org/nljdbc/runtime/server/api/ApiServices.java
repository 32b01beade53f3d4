package org.nljdbc.runtime.server.api;

import io.javalin.http.Context;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.server.config.Limits;
import org.nljdbc.runtime.server.databases.Databases;
import org.nljdbc.runtime.server.work.Deadline;
import org.nljdbc.runtime.server.work.Session;
import org.nljdbc.runtime.server.work.Sessions;

/**
 * What routes that ask databases work with.
 *
 * @param databases the databases
 * @param sessions opens what works on them
 * @param questions asks the driver
 * @param limits what a request may cost
 */
record ApiServices(Databases databases, Sessions sessions, Questions questions, Limits limits) {

  /** Opens a session on the database that a request names, or on the only one. */
  Session open(Context ctx, @Nullable String database, Deadline deadline) throws SQLException {
    return sessions.open(ctx, databases.get(database), deadline);
  }
}
