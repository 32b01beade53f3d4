package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.glossary.BoundGlossary;
import org.nljdbc.memory.DatabaseName;
import org.nljdbc.memory.LockFile;
import org.nljdbc.memory.LockMode;
import org.nljdbc.memory.Pin;
import org.nljdbc.memory.PinBinding;
import org.nljdbc.memory.PinBook;
import org.nljdbc.memory.PinParameters;
import org.nljdbc.memory.PinReport;
import org.nljdbc.schema.Digests;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.sql.SqlChecker;
import org.nljdbc.sql.SqlObjects;
import org.nljdbc.sql.StandIns;
import org.nljdbc.sql.ValueFilter;
import org.nljdbc.trace.Trace;
import org.nljdbc.translate.Judge.Verdict;
import org.nljdbc.values.ValueIndex;

/**
 * The pinned questions of a connection. SQL from the lock file is trusted no more than a model's:
 * it passes the same checks before it runs, once for each schema.
 */
final class Pins {

  private static final String NOT_PINNED = "NL002";
  private static final String CHANGED = "NL003";
  private static final String SYNTAX = "42000";

  private final Registry registry;
  private final SqlBudget budget;
  private final LockMode mode;
  private final LockFile file;
  private final boolean mayReadValues;
  private final SameMeaning sameMeaning;
  private final Rejections rejections;
  private final Author author;

  Pins(Registry registry, Settings settings, SqlBudget budget, Author author) {
    this.registry = registry;
    this.budget = budget;
    this.mode = LockMode.of(settings);
    this.file = registry.lockFile(settings.get(Setting.LOCK_FILE));
    this.mayReadValues = settings.getInt(Setting.SAMPLES) > 0;
    this.sameMeaning = new SameMeaning(registry, settings);
    this.rejections = Rejections.of(registry, settings);
    this.author = author;
  }

  /**
   * What the pins say to a question.
   *
   * @param translation its SQL, or null if the model is to be asked
   * @param notes what the user should know then
   */
  record Answer(@Nullable Translation translation, List<String> notes) {

    private static final Answer NONE = new Answer(null, List.of());

    private static Answer note(String note) {
      return new Answer(null, List.of(note));
    }
  }

  /** What a check of pinned SQL depends on. */
  record CheckKey(String database, String schema, SqlBudget budget, String sql) {}

  boolean isStrict() {
    return mode == LockMode.STRICT;
  }

  /** Whether a question has a pin of its own. */
  boolean has(String question, Connection connection, Schema schema) throws SQLException {
    return mode != LockMode.OFF
        && file.read().find(DatabaseName.of(connection, schema), question).isPresent();
  }

  /**
   * Looks a question up.
   *
   * @throws SQLException NL002 if only pinned questions may run and this is none; NL003 if it is
   *     one, and what its SQL uses has changed; 58030 if the lock file cannot be used
   */
  Answer find(String question, Connection connection, BoundGlossary glossary, long start)
      throws SQLException {
    Answer kept = kept(question, connection, glossary, start);
    return kept == null ? unpinned() : kept;
  }

  /**
   * Looks a question up, whose pin is not required.
   *
   * @return null if there is none
   * @throws SQLException NL003 if there is one, and what its SQL uses has changed; 58030 if the
   *     lock file cannot be used
   */
  @Nullable Answer kept(String question, Connection connection, BoundGlossary glossary, long start)
      throws SQLException {
    if (mode == LockMode.OFF) {
      return null;
    }
    Schema schema = glossary.schema();
    PinBook book = file.read();
    String database = DatabaseName.of(connection, schema);
    Optional<Pin> pin = book.find(database, question);
    if (pin.isPresent()) {
      return pinned(pin.get(), question, connection, schema, start);
    }
    Optional<PinBinding> binding = book.bind(database, question, schema);
    if (binding.isPresent()) {
      Translation bound = bound(binding.get(), question, connection, schema, start);
      if (bound != null) {
        return new Answer(bound, List.of());
      }
    }
    Optional<Pin> same = ofSameMeaning(question, connection, glossary);
    if (same.isPresent()) {
      String note =
          "Taken to mean the same as the pinned question: "
              + same.get().question()
              + " (nl.semanticCache).";
      Translation found = verified(same.get(), same.get().question(), same.get().sql(), start);
      String id = id(database, question, found.sql());
      return new Answer(found.takenFor(question, id, note, found.millis()), List.of());
    }
    return null;
  }

  /**
   * What is said to a question that has no pin.
   *
   * @throws SQLException NL002 if only pinned questions may run
   */
  Answer unpinned() throws SQLException {
    return switch (mode) {
      case OFF, ON -> Answer.NONE;
      case WARN ->
          Answer.note(
              "This question is not pinned, so its SQL may change; NL PIN keeps it"
                  + " (nl.lock=warn).");
      case STRICT ->
          throw new SQLException(
              "This question is not pinned, and nl.lock=strict runs no other. NL PIN pins it in "
                  + file.path()
                  + " once its SQL is right.",
              NOT_PINNED);
    };
  }

  /** The pin of another question that means the same, if it holds as it was pinned. */
  Optional<Pin> ofSameMeaning(String question, Connection connection, BoundGlossary glossary)
      throws SQLException {
    if (mode == LockMode.OFF || isStrict()) {
      return Optional.empty();
    }
    Schema schema = glossary.schema();
    String database = DatabaseName.of(connection, schema);
    Optional<Pin> pin = sameMeaning.pin(file.read(), database, question, glossary);
    return pin.isPresent() && holds(pin.get(), connection, schema) ? pin : Optional.empty();
  }

  /** Whether what a pin's SQL uses is as it was, and the SQL passes every check as it is. */
  boolean holds(Pin pin, Connection connection, Schema schema) throws SQLException {
    return changes(pin, schema).isEmpty() && problem(pin, pin.sql(), connection, schema).isEmpty();
  }

  private Answer pinned(Pin pin, String question, Connection connection, Schema schema, long start)
      throws SQLException {
    String changes = changes(pin, schema);
    String problem = problem(pin, pin.sql(), connection, schema);
    if (isStrict() && !(changes + problem).isEmpty()) {
      throw changed(pin, changes, problem);
    }
    if (!problem.isEmpty()) {
      return Answer.note(
          "The pinned SQL of this question is not used, so the model was asked: "
              + (changes + " " + problem).strip()
              + " NL PIN pins it anew.");
    }
    List<String> notes =
        changes.isEmpty() ? List.of() : List.of("Since this question was pinned: " + changes);
    return new Answer(verified(pin, question, pin.sql(), notes, start), List.of());
  }

  private static String changes(Pin pin, Schema schema) {
    List<String> changes = SqlObjects.changes(pin.objects(), schema);
    return changes.isEmpty() ? "" : String.join("; ", changes) + ".";
  }

  private SQLException changed(Pin pin, String changes, String problem) {
    return new SQLException(
        "The pin of this question no longer holds: "
            + (changes + " " + problem).strip()
            + " Pinned SQL: "
            + pin.sql()
            + " Look at it, and pin the question anew in "
            + file.path()
            + " (nl.lock=strict).",
        CHANGED);
  }

  /** The pin's SQL with other values, or null if that does not hold for certain. */
  private @Nullable Translation bound(
      PinBinding binding, String question, Connection connection, Schema schema, long start)
      throws SQLException {
    Pin pin = binding.pin();
    if (!changes(pin, schema).isEmpty()
        || !problem(pin, binding.sql(), connection, schema).isEmpty()) {
      return null;
    }
    String sql = binding.sql();
    List<String> notes = new ArrayList<>();
    notes.add("Verified for: " + pin.question() + " (here " + binding.told() + ").");
    if (!binding.places().isEmpty()) {
      List<ValueFilter> filters = SqlChecker.check(sql, schema).filters();
      List<ValueFilter> open =
          filters.stream().filter(filter -> binding.places().contains(filter.start())).toList();
      ValueCheck values =
          mayReadValues ? new ValueCheck(connection, schema, ValueIndex.NONE, Trace.NONE) : null;
      // From the end of the text, so that the places of the others stay true.
      for (int i = open.size() - 1; i >= 0; i--) {
        String stored = values == null ? null : values.asStored(open.get(i));
        if (stored == null) {
          return null;
        }
        sql = open.get(i).with(sql, stored);
      }
      if (open.size() != binding.places().size()) {
        return null;
      }
    }
    return verified(pin, question, sql, notes, start);
  }

  private static String id(String database, String question, String sql) {
    return Digests.of(database, question, sql, "pinned").substring(0, 12);
  }

  private static Translation verified(Pin pin, String question, String sql, long start) {
    return verified(pin, question, sql, List.of(), start);
  }

  private static Translation verified(
      Pin pin, String question, String sql, List<String> notes, long start) {
    return new Translation(
        id(pin.database(), question, sql),
        question,
        sql,
        pin.model(),
        Double.NaN,
        0,
        Double.NaN,
        0,
        List.of(),
        notes,
        Watch.millisSince(start),
        Translation.Source.VERIFIED);
  }

  /** What speaks against pinned SQL, or an empty text; looked for once in each schema. */
  private String problem(Pin pin, String sql, Connection connection, Schema schema)
      throws SQLException {
    CheckKey key = new CheckKey(pin.database(), schema.fingerprint(), budget, sql);
    String known = registry.pinChecks().getIfPresent(key);
    if (known != null) {
      return known;
    }
    Verdict verdict = new Judge(connection, schema, budget, StandIns.NONE, null).judgeSql(sql);
    String problem = verdict.problem();
    if (verdict.holds() && !verdict.notes().isEmpty()) {
      problem = "It would have to be changed: " + String.join(", ", verdict.notes()) + ".";
    }
    registry.pinChecks().put(key, problem);
    return problem;
  }

  /**
   * Pins SQL that a person gives for a question, as it is.
   *
   * @throws SQLException 42000 if it does not pass every check
   */
  PinReport pin(String question, String sql, Connection connection, Schema schema)
      throws SQLException {
    Verdict verdict = new Judge(connection, schema, budget, StandIns.NONE, null).judgeSql(sql);
    String problem = verdict.problem();
    if (verdict.holds() && !verdict.notes().isEmpty()) {
      problem =
          "it would have to be changed ("
              + String.join(", ", verdict.notes())
              + ") into: "
              + verdict.sql();
    }
    if (!problem.isEmpty()) {
      throw new SQLSyntaxErrorException(
          "This SQL cannot be pinned: " + problem, SYNTAX, verdict.cause());
    }
    return keep(question, verdict.sql(), Pin.BY_HAND, connection, schema);
  }

  /**
   * Pins for a question, which has no pin of its own, the SQL that it gets from the pin of the same
   * meaning: what the user has seen is what is kept.
   */
  Optional<PinReport> keepSameMeaning(
      String question, Connection connection, BoundGlossary glossary) throws SQLException {
    Schema schema = glossary.schema();
    Optional<Pin> same =
        has(question, connection, schema)
            ? Optional.empty()
            : ofSameMeaning(question, connection, glossary);
    return same.isPresent()
        ? Optional.of(keep(question, same.get().sql(), same.get().model(), connection, schema))
        : Optional.empty();
  }

  /** Pins SQL that has passed every check. */
  PinReport keep(String question, String sql, String model, Connection connection, Schema schema)
      throws SQLException {
    List<ValueFilter> filters = SqlChecker.check(sql, schema).filters();
    Pin pin =
        new Pin(
            question,
            PinParameters.of(question, sql, filters, schema),
            sql,
            DatabaseName.of(connection, schema),
            SqlObjects.used(sql, schema),
            model,
            author.name(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS));
    List<Pin> replaced = new ArrayList<>();
    file.change(
        pins -> {
          replaced.clear();
          pins.stream().filter(pin::isForSame).forEach(replaced::add);
          return Stream.concat(pins.stream().filter(other -> !pin.isForSame(other)), Stream.of(pin))
              .toList();
        });
    rejections.forget(pin.database(), question, sql);
    return new PinReport(pin, replaced.isEmpty() ? PinReport.PINNED : PinReport.REPLACED);
  }

  /** The answer of a model in the form of a pin, which is kept nowhere. */
  static Pin answer(String question, Translation answer, String database, String by) {
    return new Pin(
        question,
        List.of(),
        answer.sql(),
        database,
        List.of(),
        answer.model(),
        by,
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Removes the pin of a question. */
  List<PinReport> unpin(String question, Connection connection, Schema schema) throws SQLException {
    Optional<Pin> pin = file.read().find(DatabaseName.of(connection, schema), question);
    if (pin.isEmpty()) {
      return List.of();
    }
    file.change(pins -> pins.stream().filter(other -> !pin.get().isForSame(other)).toList());
    return List.of(new PinReport(pin.get(), PinReport.UNPINNED));
  }

  /** All pins of the connection's database, each with whether it holds. */
  List<PinReport> list(Connection connection, Schema schema) throws SQLException {
    List<PinReport> reports = new ArrayList<>();
    for (Pin pin : file.read().of(DatabaseName.of(connection, schema))) {
      String status =
          (changes(pin, schema) + " " + problem(pin, pin.sql(), connection, schema)).strip();
      reports.add(new PinReport(pin, status.isEmpty() ? PinReport.HOLDS : status));
    }
    return reports;
  }
}
