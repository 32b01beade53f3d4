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
  private @Nullable ShownRows shown;
  private @Nullable Translated warned;
  private int cap;
  private int cut;

  // Null where there is none, and not set then: setting a volatile field takes a fence.
  private volatile @Nullable List<Translation> last;
  private volatile @Nullable Asking asking;

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
    List<Translation> known = last;
    return known == null ? List.of() : known;
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
      known = cap > 0 ? capped(value) : new WrappedResultSet(connection, this, value);
      current = known;
    }
    return known;
  }

  private WrappedResultSet capped(ResultSet value) throws SQLException {
    if (value.getType() == ResultSet.TYPE_FORWARD_ONLY) {
      return new CappedResultSet(connection, this, value, cap);
    }
    if (value.absolute(cap)) {
      cut = cap; // the database has stopped there; it does not tell whether there is more
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

  @Override
  public final @Nullable ResultSet getResultSet() throws SQLException {
    return shown == null ? super.getResultSet() : shown.current();
  }

  @Override
  public final int getUpdateCount() throws SQLException {
    return shown == null ? super.getUpdateCount() : -1;
  }

  @Override
  public final long getLargeUpdateCount() throws SQLException {
    return shown == null ? super.getLargeUpdateCount() : -1;
  }

  @Override
  public final boolean getMoreResults() throws SQLException {
    return shown == null ? super.getMoreResults() : shown.leave(true);
  }

  @Override
  public final boolean getMoreResults(int current) throws SQLException {
    return shown == null
        ? super.getMoreResults(current)
        : shown.leave(current != Statement.KEEP_CURRENT_RESULT);
  }

  // One execution

  /** Forgets what is to be told about the execution before. */
  final void forget() {
    if (last != null) {
      last = null;
    }
    warned = null;
    cap = 0;
    cut = 0;
    if (current instanceof CappedResultSet) {
      current = null; // SQLite's driver uses one result for all executions, and this one has ended
    }
    ShownRows left = shown;
    shown = null;
    if (left != null) {
      left.leave(true);
    }
  }

  /** Remembers what this execution is a translation of. */
  final void tell(Translated translated) {
    last = translated.translations();
    warned = connection.settings().getBoolean(Setting.WARN_SQL) ? translated : null;
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
    cap = most;
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
    cut = rows;
  }

  /** Warnings, led by the one that says that rows were cut off, if they were. */
  final @Nullable SQLWarning withCut(@Nullable SQLWarning others) {
    if (cut == 0) {
      return others;
    }
    SQLWarning warning =
        new SQLWarning("Only the first " + cut + " rows are returned (nl.maxRows).", "01000");
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
    shown = new ShownRows(this, rows.limited(delegate().getMaxRows()));
    return shown.rows();
  }

  /** Runs a question under the statement's query timeout, open to {@link #cancel}. */
  final <R> R ask(Inquiry inquiry, Question<R> question) throws SQLException {
    Questions questions = connection.questions();
    int seconds = delegate().getQueryTimeout();
    Asking begun = questions.begin(inquiry, seconds, () -> delegate().cancel());
    asking = begun;
    try {
      return questions.during(begun, () -> question.ask(questions, begun));
    } finally {
      asking = null;
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
    Asking underway = asking;
    if (underway == null) {
      super.cancel();
    } else {
      underway.cancel();
    }
  }

  @Override
  public final void close() throws SQLException {
    Asking underway = asking;
    if (underway != null) {
      underway.cancelQuietly();
    }
    super.close();
    ShownRows left = shown;
    if (left != null) {
      left.leave(true);
    }
  }

  // Warnings

  @Override
  public final @Nullable SQLWarning getWarnings() throws SQLException {
    SQLWarning others = withCut(super.getWarnings());
    Translated translated = warned;
    return translated == null ? others : TranslationWarning.of(translated, others);
  }

  @Override
  public final void clearWarnings() throws SQLException {
    warned = null;
    cut = 0;
    super.clearWarnings();
  }
}
