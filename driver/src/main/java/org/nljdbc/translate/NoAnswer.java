package org.nljdbc.translate;

import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.util.List;
import org.nljdbc.prompt.FailedTry;

/** The model found no SQL that holds. */
final class NoAnswer extends Exception {

  private static final long serialVersionUID = 1L;

  private final String state;

  private NoAnswer(String message, String state) {
    super(message);
    this.state = state;
  }

  /**
   * Says what the last try came to.
   *
   * @param conversation with at least one failed try
   * @param reason why there are no more tries
   * @param state SQLState of the last problem
   */
  static NoAnswer after(Conversation conversation, String reason, String state) {
    List<FailedTry> failed = conversation.failed();
    FailedTry last = failed.get(failed.size() - 1);
    return new NoAnswer(
        "No valid SQL was found for this question in "
            + failed.size()
            + (failed.size() == 1 ? " try (" : " tries (")
            + reason
            + "). Last problem: "
            + last.problem()
            + " Last SQL: "
            + shortened(last.sql())
            + " Ask in other words, closer to the names of tables and columns.",
        state);
  }

  private static String shortened(String sql) {
    String line = sql.replaceAll("\\s+", " ").strip();
    return line.length() <= 500 ? line : line.substring(0, 500) + "...";
  }

  SQLException toSql() {
    return state.startsWith("42")
        ? new SQLSyntaxErrorException(getMessage(), state, this)
        : new SQLException(getMessage(), state, this);
  }
}
