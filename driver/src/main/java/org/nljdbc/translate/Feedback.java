package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nljdbc.glossary.BoundGlossary;
import org.nljdbc.memory.DatabaseName;
import org.nljdbc.memory.Pin;
import org.nljdbc.memory.PinReport;
import org.nljdbc.memory.RejectedAnswers;
import org.nljdbc.prompt.FailedTry;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Settings;

/** What people say of answers. A right one is pinned; this is about wrong ones. */
final class Feedback {

  private final Registry registry;
  private final Pins pins;
  private final Rejections rejections;
  private final Author author;

  Feedback(Registry registry, Settings settings, Pins pins, Author author) {
    this.registry = registry;
    this.pins = pins;
    this.rejections = Rejections.of(registry, settings);
    this.author = author;
  }

  /** As {@link Translator#reject}. */
  List<PinReport> reject(String question, Connection connection, BoundGlossary glossary)
      throws SQLException {
    Schema schema = glossary.schema();
    String database = DatabaseName.of(connection, schema);
    String by = author.name();
    List<PinReport> rejected = new ArrayList<>();
    for (PinReport pinned : pins.unpin(question, connection, schema)) {
      rejected.add(new PinReport(pinned.pin(), PinReport.REJECTED));
    }
    if (rejected.isEmpty()) {
      pins.ofSameMeaning(question, connection, glossary)
          .ifPresent(pin -> rejected.add(new PinReport(pin, PinReport.REJECTED)));
    }
    for (Map.Entry<RecallKey, Translation> each : registry.translations().asMap().entrySet()) {
      Wording wording = each.getKey().wording();
      if (!each.getKey().database().equals(database)) {
        continue; // the same question to another database has another answer
      }
      if (each.getValue().sameAs().equalsIgnoreCase(question)) {
        registry.forget(each.getKey()); // it was the rejected answer's
      }
      if (wording.isWhole() && wording.text().equalsIgnoreCase(question)) {
        registry.forget(each.getKey());
        Pin wrong = Pins.answer(question, each.getValue(), database, by);
        // Under an older schema or other settings it may have been the same answer.
        if (rejected.stream().noneMatch(known -> known.pin().sql().equals(wrong.sql()))) {
          rejected.add(new PinReport(wrong, PinReport.REJECTED));
        }
      }
    }
    if (rejected.isEmpty()) {
      throw new SQLSyntaxErrorException(
          "There is no answer to reject: ask this question first, in this process and in the same"
              + " words, or give the SQL that is right: NL FEEDBACK DOWN 'question' AS 'SELECT ...'",
          "42000");
    }
    List<String> wrong = rejected.stream().map(each -> each.pin().sql()).toList();
    rejections.add(database, question, wrong, by);
    return rejected;
  }

  /** Answers to a question that a person has said are wrong, as tries that failed. */
  List<FailedTry> rejected(Wording wording, Connection connection, Schema schema)
      throws SQLException {
    return rejections.now().isEmpty() || !wording.isWhole()
        ? List.of()
        : rejections.of(DatabaseName.of(connection, schema), wording.text());
  }

  /**
   * What is remembered for a question, unless it was rejected: in another process perhaps, or for
   * the question whose answer it was first.
   */
  @Nullable Translation unlessRejected(RecallKey key, Connection connection, Schema schema)
      throws SQLException {
    Translation known = registry.translations().getIfPresent(key);
    RejectedAnswers rejected = rejections.now();
    if (known == null || rejected.isEmpty() || !key.wording().isWhole()) {
      return known;
    }
    String database = DatabaseName.of(connection, schema);
    boolean wrong =
        rejected.has(database, known.question(), known.sql())
            || rejected.has(database, known.sameAs(), known.sql());
    if (wrong) {
      registry.translations().invalidate(key);
    }
    return wrong ? null : known;
  }
}
