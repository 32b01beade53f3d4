package org.nljdbc.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nljdbc.NlStatement;
import org.nljdbc.settings.Setting;
import org.nljdbc.statement.Inquiry;
import org.nljdbc.translate.Translation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the three sorts of statements share: results that lead back to us, and what is told about
 * the last question.
 */
abstract class StatementBase extends DelegatingStatement implements NlStatement {

  private static final Logger LOG = LoggerFactory.getLogger(StatementBase.class);

  private final WrappedConnection connection;
  private final Statement outer;
  private @Nullable WrappedResultSet current;
  private @Nullable WrappedResultSet keys;

  // Null as long as nothing was asked. Volatile, since other threads cancel what is under way.
  private volatile @Nullable AnswerState answer;

  StatementBase(WrappedConnection connection, Statement delegate) {
    super(delegate);
    this.connection = connection;
    this.outer = connection.showsVendors() ? outer(connection, delegate) : this;
  }

  private Statement outer(WrappedConnection connection, Statement delegate) {
    if (this instanceof CallableStatement call) {
      return connection.outer(CallableStatement.class, call, (CallableStatement) delegate);
    }
    if (this instanceof PreparedStatement prepared) {
      return connection.outer(PreparedStatement.class, prepared, (PreparedStatement) delegate);
    }
    return connection.outer(Statement.class, this, delegate);
  }

  /** What users hold: this statement, or the same with the vendor's interfaces. */
  final <T extends Statement> T outer(Class<T> type) {
    return type.cast(outer);
  }

  @Override
  public final <T> T unwrap(Class<T> type) throws SQLException {
    T found = super.unwrap(type);
    return found == this && type.isInstance(outer) ? type.cast(outer) : found;
  }

  final WrappedConnection connection() {
    return connection;
  }

  @Override
  public final Optional<Translation> lastTranslation() {
    return lastTranslations().stream().findFirst();
  }

  @Override
  public final List<Translation> lastTranslations() {
    AnswerState told = answer;
    return told == null ? List.of() : told.last;
  }

  // Navigation

  @Override
  final @Nullable Connection wrap(@Nullable Connection value) {
    return value == null ? null : connection.outer();
  }

  @Override
  final @Nullable ResultSet wrap(@Nullable ResultSet value) throws SQLException {
    if (value == null) {
      return null;
    }
    WrappedResultSet known = current;
    if (known == null || known.delegate() != value) {
      AnswerState told = answer;
      known =
          told != null && told.cap > 0
              ? capped(value, told)
              : new WrappedResultSet(connection, this, value);
      current = known;
    }
    return known;
  }

  private WrappedResultSet capped(ResultSet value, AnswerState told) throws SQLException {
    if (value.getType() == ResultSet.TYPE_FORWARD_ONLY) {
      return new CappedResultSet(connection, this, value, told.cap);
    }
    if (value.absolute(told.cap)) {
      told.cut = told.cap; // the database has stopped there; it does not tell whether there is more
    }
    value.beforeFirst();
    return new WrappedResultSet(connection, this, value);
  }

  /** Generated keys stand beside the current result and do not replace it. */
  @Override
  public final @Nullable ResultSet getGeneratedKeys() throws SQLException {
    ResultSet value = delegate().getGeneratedKeys();
    if (value == null) {
      return null;
    }
    WrappedResultSet known = keys;
    if (known == null || known.delegate() != value) {
      known = new WrappedResultSet(connection, this, value);
      keys = known;
    }
    return known;
  }

  // Results in memory, which the real statement knows nothing about

  private @Nullable ShownRows shown() {
    AnswerState told = answer;
    return told == null ? null : told.shown;
  }

  @Override
  public final @Nullable ResultSet getResultSet() throws SQLException {
    ShownRows shown = shown();
    return shown == null ? super.getResultSet() : shown.current();
  }

  @Override
  public final int getUpdateCount() throws SQLException {
    ShownRows shown = shown();
    return shown == null ? super.getUpdateCount() : -1;
  }

  @Override
  public final long getLargeUpdateCount() throws SQLException {
    ShownRows shown = shown();
    return shown == null ? super.getLargeUpdateCount() : -1;
  }

  @Override
  public final boolean getMoreResults() throws SQLException {
    ShownRows shown = shown();
    return shown == null ? super.getMoreResults() : shown.leave(true);
  }

  @Override
  public final boolean getMoreResults(int current) throws SQLException {
    ShownRows shown = shown();
    return shown == null
        ? super.getMoreResults(current)
        : shown.leave(current != Statement.KEEP_CURRENT_RESULT);
  }

  // One execution

  /** Forgets what is to be told about the execution before. */
  final void forget() {
    AnswerState told = answer;
    if (told == null) {
      return;
    }
    if (current instanceof CappedResultSet) {
      current = null; // SQLite's driver uses one result for all executions, and this one has ended
    }
    told.forget();
  }

  private AnswerState answer() {
    AnswerState told = answer;
    if (told == null) {
      told = new AnswerState();
      answer = told;
    }
    return told;
  }

  /** Remembers what this execution is a translation of. */
  final void tell(Translated translated) {
    AnswerState told = answer();
    told.last = translated.translations();
    told.warned = connection.settings().getBoolean(Setting.WARN_SQL) ? translated : null;
  }

  /**
   * Runs a question so that it returns no more rows than {@code nl.maxRows} allows. The user's own
   * limit stays what it is, and wins where it is lower.
   */
  final <R> R capped(Execution<R> execution, Translated translated) throws SQLException {
    int most = connection.settings().getInt(Setting.MAX_ROWS);
    if (most == 0 || !translated.returnsRows()) {
      return execution.run(translated);
    }
    int own = delegate().getMaxRows();
    if (own > 0 && own <= most) {
      return execution.run(translated);
    }
    answer().cap = most;
    boolean forwards = delegate().getResultSetType() == ResultSet.TYPE_FORWARD_ONLY;
    delegate().setMaxRows(forwards && most < Integer.MAX_VALUE ? most + 1 : most);
    try {
      return execution.run(translated);
    } finally {
      restoreMaxRows(own);
    }
  }

  private void restoreMaxRows(int own) {
    try {
      delegate().setMaxRows(own);
    } catch (SQLException closedMeanwhile) {
      LOG.debug("Row limit not restored", closedMeanwhile);
    }
  }

  /** How many rows the last execution has changed, or -1. */
  final long changed() {
    try {
      return delegate().getUpdateCount();
    } catch (SQLException unknown) {
      LOG.debug("Rows not counted", unknown);
      return -1;
    }
  }

  /** Takes note that a result was cut off. */
  final void cutAfter(int rows) {
    answer().cut = rows;
  }

  /** Warnings, led by the one that says that rows were cut off, if they were. */
  final @Nullable SQLWarning withCut(@Nullable SQLWarning others) {
    AnswerState told = answer;
    if (told == null || told.cut == 0) {
      return others;
    }
    SQLWarning warning =
        new SQLWarning("Only the first " + told.cut + " rows are returned (nl.maxRows).", "01000");
    if (others != null) {
      warning.setNextWarning(others);
    }
    return warning;
  }

  /** Makes rows from memory the current result; that of the execution before ends. */
  final ResultSet show(MemoryRows rows) throws SQLException {
    if (current != null) {
      current.close();
    }
    ShownRows shown = new ShownRows(this, rows.limited(delegate().getMaxRows()));
    answer().shown = shown;
    return shown.rows();
  }

  /** Runs a question under the statement's query timeout, open to {@link #cancel}. */
  final <R> R ask(Inquiry inquiry, Question<R> question) throws SQLException {
    Questions questions = connection.questions();
    int seconds = delegate().getQueryTimeout();
    Asking begun = questions.begin(inquiry, seconds, () -> delegate().cancel());
    AnswerState told = answer();
    told.asking = begun;
    try {
      return questions.during(begun, () -> question.ask(questions, begun));
    } finally {
      told.asking = null;
    }
  }

  /**
   * Something to do with a question.
   *
   * @param <R> what it gives
   */
  @FunctionalInterface
  interface Question<R> {
    R ask(Questions questions, Asking asking) throws SQLException;
  }

  @Override
  public final void cancel() throws SQLException {
    AnswerState told = answer;
    Asking underway = told == null ? null : told.asking;
    if (underway == null) {
      super.cancel();
    } else {
      underway.cancel();
    }
  }

  @Override
  public final void close() throws SQLException {
    AnswerState told = answer;
    if (told == null) {
      super.close();
    } else {
      close(told);
    }
  }

  private void close(AnswerState told) throws SQLException {
    Asking underway = told.asking;
    if (underway != null) {
      underway.cancelQuietly();
    }
    super.close();
    ShownRows left = told.shown;
    if (left != null) {
      left.leave(true);
    }
  }

  // Warnings

  @Override
  public final @Nullable SQLWarning getWarnings() throws SQLException {
    SQLWarning others = withCut(super.getWarnings());
    AnswerState told = answer;
    Translated translated = told == null ? null : told.warned;
    return translated == null ? others : TranslationWarning.of(translated, others);
  }

  @Override
  public final void clearWarnings() throws SQLException {
    AnswerState told = answer;
    if (told != null) {
      told.warned = null;
      told.cut = 0;
    }
    super.clearWarnings();
  }
}
