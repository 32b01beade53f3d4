package org.nljdbc.runtime.server.databases;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Which errors say nothing about the connection: a pool takes 0A000 and time-outs for signs of a
 * broken one, but a question that is refused or out of time leaves it as it was.
 */
public final class KeepConnection implements SQLExceptionOverride {

  @java.lang.Override
  public Override adjudicate(SQLException e) {
    String state = e.getSQLState();
    return "0A000".equals(state) || "57014".equals(state)
        ? Override.DO_NOT_EVICT
        : Override.CONTINUE_EVICT;
  }
}
