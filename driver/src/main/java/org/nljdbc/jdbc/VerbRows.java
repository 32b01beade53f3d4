package org.nljdbc.jdbc;

import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.Prompt;
import org.nljdbc.statement.Asked;

/** What each verb returns that tells about a question instead of running it. */
final class VerbRows {

  private static final int LONG_TEXT = 65_536;

  private static final MemoryMetaData PROMPT =
      new MemoryMetaData(
          List.of(
              new MemoryColumn("NUMBER", Types.INTEGER, 10, false),
              new MemoryColumn("ROLE", Types.VARCHAR, 10, false),
              new MemoryColumn("TEXT", Types.VARCHAR, LONG_TEXT, false)));

  private static final MemoryMetaData STATUS =
      new MemoryMetaData(
          List.of(
              new MemoryColumn("NAME", Types.VARCHAR, 30, false),
              new MemoryColumn("VALUE", Types.VARCHAR, 4_000, false)));

  private VerbRows() {}

  /**
   * A question's answer without running SQL.
   *
   * @param rows what to show
   * @param translated the translation behind it, or null if there is none
   */
  record Answer(MemoryRows rows, @Nullable Translated translated) {}

  /** Answers; null if the verb is RUN, or about pins. */
  static @Nullable Answer of(Asked asked, Questions questions, Asking asking) throws SQLException {
    return switch (asked.verb()) {
      case RUN, WRITE, NARRATE, PIN, FEEDBACK_UP, FEEDBACK_DOWN, UNPIN, PINS, CONFIRM -> null;
      case SHOW -> {
        Translated found =
            questions.wantsToWrite(asked, asking)
                ? questions.writes().shown(asked, asking)
                : questions.translate(asked, asking);
        yield new Answer(SqlRows.of(found.first()), found);
      }
      case EXPLAIN -> {
        Translated found = questions.translate(asked, asking);
        yield new Answer(ExplainRows.of(found, questions.plan(found, asking)), found);
      }
      case EXPLAIN_HTML -> {
        Translated found = questions.translate(asked, asking);
        yield new Answer(ExplainRows.page(found, questions.plan(found, asking)), found);
      }
      case PROMPT -> new Answer(prompt(questions.prompt(asked, asking)), null);
      case STATUS -> new Answer(status(questions.status()), null);
      case NEW -> new Answer(status(conversation(questions.beginAnew())), null);
    };
  }

  private static Map<String, String> conversation(boolean kept) {
    return Map.of(
        "conversation",
        kept
            ? "begins anew"
            : "is not kept: every question stands alone unless nl.conversation=true");
  }

  private static MemoryRows prompt(Prompt prompt) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Prompt.Message message : prompt.messages()) {
      String role = message.role().name().toLowerCase(Locale.ROOT);
      rows.add(List.of(rows.size() + 1, role, message.text()));
    }
    if (!prompt.answerPrefix().isEmpty()) {
      rows.add(List.of(rows.size() + 1, "assistant", prompt.answerPrefix()));
    }
    return new MemoryRows(PROMPT, rows);
  }

  private static MemoryRows status(Map<String, String> status) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    status.forEach((name, value) -> rows.add(List.of(name, value)));
    return new MemoryRows(STATUS, rows);
  }
}
