package org.nljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.nljdbc.intent.FollowUp;
import org.nljdbc.memory.PinReport;
import org.nljdbc.statement.Asked;
import org.nljdbc.statement.Verb;
import org.nljdbc.translate.Translator;

/** What the verbs of pins do. */
final class PinRequests {

  private final Connection side;
  private final ConnectionTranslator translator;
  private final Dialogue dialogue;

  /**
   * A way to pin.
   *
   * @param side the real connection for the driver's own work
   * @param dialogue tells whether a question stands alone
   */
  PinRequests(Connection side, ConnectionTranslator translator, Dialogue dialogue) {
    this.side = side;
    this.translator = translator;
    this.dialogue = dialogue;
  }

  /** Does what a verb of pins says, and tells of the pins that it was about. */
  MemoryRows rows(Asked asked, Asking asking) throws SQLException {
    asking.check();
    Asked pinned = asked.unbound();
    if (asked.verb() != Verb.UNPIN
        && asked.verb() != Verb.PINS
        && dialogue.isKept()
        && FollowUp.undoes(pinned.question())) {
      throw Errors.pinOfUndo();
    }
    boolean keeps = asked.verb() == Verb.PIN || asked.verb() == Verb.FEEDBACK_UP;
    if (keeps && pinned.sql().isEmpty() && !dialogue.before(pinned.question()).isEmpty()) {
      throw Errors.pinOfFollowUp();
    }
    return translator.ask(pins -> PinRows.of(reports(asked.verb(), pinned, pins, asking)));
  }

  private List<PinReport> reports(Verb verb, Asked pinned, Translator pins, Asking asking)
      throws SQLException {
    return switch (verb) {
      case PIN, FEEDBACK_UP -> List.of(pin(pinned, pins, asking));
      case FEEDBACK_DOWN ->
          pinned.sql().isEmpty()
              ? pins.reject(pinned.question(), side)
              : List.of(pin(pinned, pins, asking));
      case UNPIN -> pins.unpin(pinned.question(), side);
      case PINS -> pins.pins(side);
      case RUN, WRITE, SHOW, EXPLAIN, EXPLAIN_HTML, PROMPT, STATUS, NARRATE, CONFIRM, NEW ->
          throw new IllegalArgumentException(verb.name());
    };
  }

  private PinReport pin(Asked pinned, Translator pins, Asking asking) throws SQLException {
    return pins.pin(pinned.question(), pinned.sql(), side, asking, asking.translationDeadline());
  }
}
