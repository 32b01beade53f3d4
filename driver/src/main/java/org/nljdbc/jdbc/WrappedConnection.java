package org.nljdbc.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nljdbc.NlConnection;
import org.nljdbc.prompt.Turn;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.statement.Inquiry;
import org.nljdbc.statement.Nested;
import org.nljdbc.translate.CheckedSql;
import org.nljdbc.translate.Translation;
import org.nljdbc.translate.Translator;

/** A connection that takes questions; everything else is the real connection's. */
final class WrappedConnection extends DelegatingConnection implements NlConnection {

  private static final AtomicReferenceFieldUpdater<WrappedConnection, Questions> QUESTIONS =
      AtomicReferenceFieldUpdater.newUpdater(WrappedConnection.class, Questions.class, "questions");

  private final Settings settings;
  private final Function<Settings, Translator> translators;
  private final Recognition recognition;
  private final @Nullable VendorInterfaces vendor;
  private final Connection outer;
  private volatile @Nullable WrappedDatabaseMetaData metaData;

  // Null until something is asked or defined: most connections do neither.
  private volatile @Nullable Questions questions;
  private volatile boolean ended;

  WrappedConnection(
      Connection delegate, Settings settings, Function<Settings, Translator> translators) {
    super(delegate);
    this.settings = settings;
    this.translators = translators;
    this.recognition = new Recognition(delegate, settings, this::beforeStatement);
    boolean shows = settings.getBoolean(Setting.VENDOR_INTERFACES);
    this.vendor = shows ? new VendorInterfaces() : null;
    this.outer = outer(Connection.class, this, delegate);
  }

  /** What users hold: this connection, or the same with the vendor's interfaces. */
  Connection outer() {
    return outer;
  }

  /** Whether what users hold has the vendor's interfaces; else it is our object itself. */
  boolean showsVendors() {
    return vendor != null;
  }

  /** An object of ours as users hold it. */
  <T> T outer(Class<T> type, T ours, T real) {
    return vendor == null ? ours : vendor.show(type, ours, real);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    T found = super.unwrap(type);
    return found == this && type.isInstance(outer) ? type.cast(outer) : found;
  }

  /** Tells what is asked from what is written. */
  Recognition recognition() {
    return recognition;
  }

  /** The questions of this connection, made when they are first needed. */
  Questions questions() {
    Questions known = questions;
    return known == null ? madeQuestions() : known;
  }

  private Questions madeQuestions() {
    QUESTIONS.compareAndSet(this, null, new Questions(delegate(), settings, translators));
    Questions made = Objects.requireNonNull(questions);
    if (ended) {
      made.close(); // by somebody who perhaps saw none to close
    }
    return made;
  }

  /** Takes note of an ordinary statement that is about to run and may change the schema. */
  void beforeStatement(String sql) {
    questions().definitions().beforeStatement(sql);
  }

  @Override
  public Settings settings() {
    return settings;
  }

  @Override
  public Translation translate(String question) throws SQLException {
    return translated(recognition.asked(question)).first();
  }

  @Override
  public CheckedSql check(String sql) throws SQLException {
    return questions().check(sql);
  }

  @Override
  public Schema schema() throws SQLException {
    return questions().schema();
  }

  @Override
  public void resume(List<Turn> earlier) {
    questions().dialogue().resume(earlier);
  }

  @Override
  public List<Turn> conversation() {
    return questions().dialogue().turns();
  }

  @Override
  public void speakFor(String person) throws SQLException {
    questions().speakFor(person);
  }

  @Override
  public void leave() {
    Questions known = questions;
    if (known != null) {
      known.dialogue().leave();
      known.speakForNobodyElse();
    }
  }

  private Translated translated(Inquiry inquiry) throws SQLException {
    Questions asked = questions();
    Asking asking = asked.begin(inquiry);
    return asked.during(asking, () -> asked.translate(inquiry, asking));
  }

  @Override
  @Nullable Statement wrap(@Nullable Statement value) {
    if (value == null) {
      return null;
    }
    WrappedStatement ours = new WrappedStatement(this, value);
    return vendor == null ? ours : ours.outer(Statement.class);
  }

  @Override
  @Nullable PreparedStatement wrap(@Nullable PreparedStatement value) {
    return value == null ? null : outer(value, null);
  }

  private PreparedStatement outer(PreparedStatement real, @Nullable PreparedQuestion question) {
    WrappedPreparedStatement ours = new WrappedPreparedStatement(this, real, question);
    return vendor == null ? ours : ours.outer(PreparedStatement.class);
  }

  @Override
  @Nullable CallableStatement wrap(@Nullable CallableStatement value) {
    return value == null
        ? null
        : new WrappedCallableStatement(this, value).outer(CallableStatement.class);
  }

  @Override
  @Nullable DatabaseMetaData wrap(@Nullable DatabaseMetaData value) {
    if (value == null) {
      return null;
    }
    WrappedDatabaseMetaData known = metaData;
    if (known == null || known.delegate() != value) {
      known = new WrappedDatabaseMetaData(this, value);
      metaData = known;
    }
    return known;
  }

  @Override
  public String nativeSQL(String sql) throws SQLException {
    Inquiry inquiry = recognition.recognise(sql);
    if (inquiry == null) {
      return super.nativeSQL(sql);
    }
    String found = translated(inquiry).plain();
    // The user's own SQL may have JDBC's escapes; that of the model has none.
    return inquiry instanceof Nested ? super.nativeSQL(found) : found;
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    if (recognition.isKnown(sql)) {
      return super.prepareStatement(sql); // the way of nearly all, so it is looked up once
    }
    Inquiry inquiry = recognition.toPrepare(sql);
    return inquiry == null
        ? ordinary(sql, super.prepareStatement(sql))
        : prepare(inquiry, real -> delegate().prepareStatement(real));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
    Inquiry inquiry = recognition.toPrepare(sql);
    return inquiry == null
        ? ordinary(sql, super.prepareStatement(sql, autoGeneratedKeys))
        : prepare(inquiry, real -> delegate().prepareStatement(real, autoGeneratedKeys));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
    Inquiry inquiry = recognition.toPrepare(sql);
    return inquiry == null
        ? ordinary(sql, super.prepareStatement(sql, columnIndexes))
        : prepare(inquiry, real -> delegate().prepareStatement(real, columnIndexes));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
    Inquiry inquiry = recognition.toPrepare(sql);
    return inquiry == null
        ? ordinary(sql, super.prepareStatement(sql, columnNames))
        : prepare(inquiry, real -> delegate().prepareStatement(real, columnNames));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency)
      throws SQLException {
    Inquiry inquiry = recognition.toPrepare(sql);
    return inquiry == null
        ? ordinary(sql, super.prepareStatement(sql, type, concurrency))
        : prepare(inquiry, real -> delegate().prepareStatement(real, type, concurrency));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    Inquiry inquiry = recognition.toPrepare(sql);
    return inquiry == null
        ? ordinary(sql, super.prepareStatement(sql, type, concurrency, holdability))
        : prepare(
            inquiry, real -> delegate().prepareStatement(real, type, concurrency, holdability));
  }

  /** A definition is one each time it is executed, which may be long after this. */
  private PreparedStatement ordinary(String sql, PreparedStatement prepared) throws SQLException {
    if (recognition.mayDefine(sql)) {
      beforeStatement(sql);
      prepared.unwrap(WrappedPreparedStatement.class).defines(sql);
    }
    return prepared;
  }

  private PreparedStatement prepare(Inquiry inquiry, QuestionPreparation.Way way)
      throws SQLException {
    return QuestionPreparation.prepare(inquiry, questions(), way, this::outer);
  }

  @Override
  public CallableStatement prepareCall(String sql) throws SQLException {
    recognition.refuse(sql, "prepareCall");
    return super.prepareCall(sql);
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
    recognition.refuse(sql, "prepareCall");
    return super.prepareCall(sql, type, concurrency);
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    recognition.refuse(sql, "prepareCall");
    return super.prepareCall(sql, type, concurrency, holdability);
  }

  @Override
  public void setSchema(String schema) throws SQLException {
    super.setSchema(schema);
    questions().definitions().schemaMoved();
  }

  @Override
  public void setCatalog(String catalog) throws SQLException {
    super.setCatalog(catalog);
    questions().definitions().schemaMoved();
  }

  // Transactions, with which definitions come and go

  @Override
  public void commit() throws SQLException {
    try {
      super.commit();
    } catch (SQLException failure) {
      partRolledBack(); // perhaps
      throw failure;
    }
    transactionEnded(true);
  }

  @Override
  public void rollback() throws SQLException {
    try {
      super.rollback();
    } catch (SQLException failure) {
      partRolledBack(); // perhaps
      throw failure;
    }
    transactionEnded(false);
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    try {
      super.rollback(savepoint);
    } finally {
      partRolledBack();
    }
  }

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    super.setAutoCommit(autoCommit);
    if (autoCommit) {
      transactionEnded(true);
    }
  }

  private void transactionEnded(boolean committed) {
    Questions known = questions;
    if (known != null) {
      known.definitions().transactionEnded(committed);
    }
  }

  private void partRolledBack() {
    Questions known = questions;
    if (known != null) {
      known.definitions().partRolledBack();
    }
  }

  @Override
  public void beginRequest() throws SQLException {
    changeHands();
    super.beginRequest();
  }

  @Override
  public void endRequest() throws SQLException {
    changeHands();
    super.endRequest();
  }

  /** A pool that tells where one user's work ends leaves the next one nothing of it. */
  private void changeHands() {
    Questions known = questions;
    if (known != null) {
      known.changeHands();
    }
  }

  @Override
  public void close() throws SQLException {
    end();
    super.close();
  }

  @Override
  public void abort(Executor executor) throws SQLException {
    end();
    super.abort(executor);
  }

  private void end() {
    ended = true;
    Questions known = questions;
    if (known != null) {
      known.close();
    }
  }
}
