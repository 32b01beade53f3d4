package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nljdbc.memory.DatabaseName;
import org.nljdbc.memory.PinReport;
import org.nljdbc.prompt.FailedTry;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.Schema;

/** What people say of answers. A right one is pinned; this is about wrong ones. */
final class Feedback {

  private final Registry registry;
  private final Pins pins;

  Feedback(Registry registry, Pins pins) {
    this.registry = registry;
    this.pins = pins;
  }

  /** As {@link Translator#reject}. */
  List<PinReport> reject(String question, Connection connection, Schema schema)
      throws SQLException {
    String database = DatabaseName.of(connection, schema);
    List<PinReport> rejected = new ArrayList<>();
    for (PinReport pinned : pins.unpin(question, connection, schema)) {
      rejected.add(new PinReport(pinned.pin(), PinReport.REJECTED));
    }
    if (rejected.isEmpty()) {
      pins.ofSameMeaning(question, connection, schema)
          .ifPresent(pin -> rejected.add(new PinReport(pin, PinReport.REJECTED)));
    }
    for (Map.Entry<RecallKey, Translation> each : registry.translations().asMap().entrySet()) {
      Wording wording = each.getKey().wording();
      if (each.getValue().sameAs().equalsIgnoreCase(question)) {
        registry.forget(each.getKey()); // it was the rejected answer's
      }
      if (wording.isWhole() && wording.text().equalsIgnoreCase(question)) {
        registry.forget(each.getKey());
        rejected.add(
            new PinReport(Pins.answer(question, each.getValue(), database), PinReport.REJECTED));
      }
    }
    if (rejected.isEmpty()) {
      throw new SQLSyntaxErrorException(
          "There is no answer to reject: ask this question first, in this process and in the same"
              + " words, or give the SQL that is right: NL FEEDBACK DOWN 'question' AS 'SELECT ...'",
          "42000");
    }
    rejected.forEach(each -> registry.rejections().add(database, question, each.pin().sql()));
    return rejected;
  }

  /** Answers to a question that a person has said are wrong, as tries that failed. */
  List<FailedTry> rejected(Wording wording, Connection connection, Schema schema)
      throws SQLException {
    return registry.rejections().isEmpty() || !wording.isWhole()
        ? List.of()
        : registry.rejections().of(DatabaseName.of(connection, schema), wording.text());
  }
}
