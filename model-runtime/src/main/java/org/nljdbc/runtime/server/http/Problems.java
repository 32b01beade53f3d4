package org.nljdbc.runtime.server.http;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.InvalidFieldException;
import org.nljdbc.spi.LanguageModelException;

/** The errors of this server; docs/server.md lists their codes. */
public final class Problems {

  private static final int SOON = 1;
  private static final int LATER = 5;

  private Problems() {}

  /** A value of the request is not valid. */
  public static Problem invalid(InvalidFieldException e) {
    return invalid(e.field(), "The request's body is not valid: " + e.getMessage() + ".");
  }

  /** A value of the request is not valid. */
  public static Problem invalid(String field, String detail) {
    return Problem.of(400, "invalid_request", "Invalid request", detail).with("field", field);
  }

  /** There is no such thing. */
  public static Problem notFound(String detail) {
    return Problem.of(404, "not_found", "Not found", detail);
  }

  /** Whoever calls has not shown who they are. */
  public static Problem unauthenticated(String detail) {
    return Problem.of(401, "unauthenticated", "Not authenticated", detail);
  }

  /** Whoever calls may not do that. */
  public static Problem forbidden(String detail) {
    return Problem.of(403, "forbidden", "Not allowed", detail);
  }

  /** One caller asks too often. */
  public static Problem rateLimited(int seconds) {
    return Problem.of(
            429,
            "rate_limited",
            "Too many requests",
            "You have sent more requests than your share. Try again in " + seconds + " s.")
        .retryAfter(seconds);
  }

  /** All callers together ask too much. */
  public static Problem overloaded(String detail) {
    return Problem.of(503, "overloaded", "Too much at once", detail).retryAfter(SOON);
  }

  /** The server is about to end. */
  public static Problem draining() {
    return Problem.of(
            503,
            "shutting_down",
            "Shutting down",
            "This server is shutting down and takes no new requests.")
        .retryAfter(LATER);
  }

  /** The time of the request is up. */
  public static Problem deadline(int seconds) {
    return Problem.of(
        504,
        "deadline_exceeded",
        "Out of time",
        "The request took longer than its "
            + seconds
            + " s. Ask a simpler question, or give it a"
            + " greater timeout_seconds.");
  }

  /** The database cannot be reached. */
  public static Problem unavailable(String database) {
    return Problem.of(
            503,
            "database_unavailable",
            "Database unavailable",
            "The database " + database + " cannot be reached at the moment.")
        .retryAfter(LATER);
  }

  /** SQL that somebody sent does not hold. */
  public static Problem badSql(boolean forbidden, String detail) {
    return forbidden
        ? Problem.of(422, "not_read_only", "SQL may only read", detail)
        : Problem.of(422, "invalid_sql", "SQL does not hold", detail);
  }

  /** The server's disk takes nothing. */
  public static Problem noStorage() {
    return Problem.of(
        507,
        "no_storage",
        "No storage",
        "This server's disk is full or cannot be written, so that nothing can be kept there now. All"
            + " that needs no file goes on.");
  }

  /** Something that this server did not expect; its log says what. */
  public static Problem internal() {
    return Problem.of(
        500,
        "internal",
        "Internal error",
        "Something went wrong inside the server. Its log has the details under this request's id.");
  }

  /** What a model's failure means to a caller that asked the model itself. */
  public static Problem of(LanguageModelException e) {
    String detail = said(e.getMessage());
    return switch (e.kind()) {
      case TOO_LONG -> Problem.of(400, "context_length_exceeded", "Too long", detail);
      case UNSUPPORTED -> Problem.of(422, "not_supported", "Not supported", detail);
      case OVERLOADED -> overloaded(detail);
      case OUT_OF_MEMORY -> outOfMemory(detail);
      case CANCELLED -> cancelled(detail);
      case DEADLINE -> Problem.of(504, "deadline_exceeded", "Out of time", detail);
      case UNREACHABLE -> modelFailed(detail).retryAfter(LATER);
      case NOT_FOUND, CORRUPT, FAILED -> modelFailed(detail);
    };
  }

  private static Problem outOfMemory(String detail) {
    return Problem.of(503, "out_of_memory", "Not enough memory", detail).retryAfter(LATER);
  }

  private static Problem cancelled(String detail) {
    return Problem.of(503, "cancelled", "Cancelled", detail).retryAfter(SOON);
  }

  private static Problem modelFailed(String detail) {
    return Problem.of(503, "model_failed", "The model failed", detail).retryAfter(SOON);
  }

  /** What an error of the driver, or of the database's own, means to a caller. */
  public static Problem of(SQLException e) {
    String state = e.getSQLState();
    return ofState(e, state == null ? "" : state).with("sqlstate", state);
  }

  /** A caller's statements are not on one connection, so nothing can be confirmed there. */
  private static String unconfirmed(String detail) {
    return detail.replaceFirst(
        "NL CONFIRM '[^']*' runs it on this connection, once; or ask", "Ask");
  }

  private static Problem ofState(SQLException e, String state) {
    String detail = said(e.getMessage());
    return switch (state) {
      case "0A000" -> Problem.of(422, "not_supported", "Not a question for SQL", detail);
      case "42000" -> Problem.of(422, "no_sql_found", "No valid SQL was found", detail);
      case "53000" -> overloaded(detail);
      case "53200" -> outOfMemory(detail);
      case "54000" -> Problem.of(422, "too_long", "Too long", detail);
      case "NL001" -> Problem.of(422, "low_confidence", "Not sure enough", unconfirmed(detail));
      case "57014" ->
          e instanceof SQLTimeoutException
              ? Problem.of(504, "deadline_exceeded", "Out of time", detail)
              : cancelled(detail);
      case "58000" -> modelFailed(detail);
      case "HV00N" -> modelFailed(detail).retryAfter(LATER);
      default -> ofClass(e, state.length() < 2 ? "" : state.substring(0, 2), detail);
    };
  }

  private static Problem ofClass(SQLException e, String sqlClass, String detail) {
    return switch (sqlClass) {
      case "08", "28", "3D", "57" ->
          Problem.of(503, "database_unavailable", "Database unavailable", detail).retryAfter(LATER);
      case "40", "53", "55" ->
          Problem.of(503, "database_busy", "Database busy", detail).retryAfter(SOON);
      case "58", "XX" -> Problem.of(502, "database_failed", "Database failed", detail);
      default ->
          e instanceof SQLTimeoutException
              ? Problem.of(504, "deadline_exceeded", "Out of time", detail)
              : Problem.of(422, "sql_failed", "The database refused the SQL", detail);
    };
  }

  private static String said(@Nullable String message) {
    String text = message == null ? "The database gives no reason." : message.strip();
    return text.length() <= 2000 ? text : text.substring(0, 2000) + "...";
  }
}
