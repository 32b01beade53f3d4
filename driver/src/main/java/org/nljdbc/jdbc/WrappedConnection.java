package org.nljdbc.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.nljdbc.NlConnection;
import org.nljdbc.intent.SchemaAnswer;
import org.nljdbc.prompt.Turn;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.statement.Asked;
import org.nljdbc.statement.Inquiry;
import org.nljdbc.statement.Nested;
import org.nljdbc.statement.Verb;
import org.nljdbc.translate.CheckedSql;
import org.nljdbc.translate.Translation;

/** A connection that takes questions; everything else is the real connection's. */
final class WrappedConnection extends DelegatingConnection implements NlConnection {

  /** Carries the settings of a prepared statement that shows rows from memory; never runs. */
  private static final String CARRIER = "SELECT 1";

  private final Questions questions;
  private final @Nullable VendorInterfaces vendor;
  private final Connection outer;
  private volatile @Nullable WrappedDatabaseMetaData metaData;

  WrappedConnection(Connection delegate, Questions questions) {
    super(delegate);
    this.questions = questions;
    boolean shows = questions.settings().getBoolean(Setting.VENDOR_INTERFACES);
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

  Questions questions() {
    return questions;
  }

  @Override
  public Settings settings() {
    return questions.settings();
  }

  @Override
  public Translation translate(String question) throws SQLException {
    return translated(questions.recognition().asked(question)).first();
  }

  @Override
  public CheckedSql check(String sql) throws SQLException {
    return questions.check(sql);
  }

  @Override
  public Schema schema() throws SQLException {
    return questions.schema();
  }

  @Override
  public void resume(List<Turn> earlier) {
    questions.dialogue().resume(earlier);
  }

  @Override
  public List<Turn> conversation() {
    return questions.dialogue().turns();
  }

  @Override
  public void speakFor(String person) throws SQLException {
    questions.speakFor(person);
  }

  @Override
  public void leave() {
    questions.dialogue().leave();
    questions.speakForNobodyElse();
  }

  private Translated translated(Inquiry inquiry) throws SQLException {
    Asking asking = questions.begin(inquiry);
    return questions.during(asking, () -> questions.translate(inquiry, asking));
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
    Inquiry inquiry = questions.recognition().recognise(sql);
    if (inquiry == null) {
      return super.nativeSQL(sql);
    }
    String found = translated(inquiry).plain();
    // The user's own SQL may have JDBC's escapes; that of the model has none.
    return inquiry instanceof Nested ? super.nativeSQL(found) : found;
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    Inquiry inquiry = questions.recognition().toPrepare(sql);
    return inquiry == null
        ? ordinary(sql, super.prepareStatement(sql))
        : prepare(inquiry, real -> delegate().prepareStatement(real));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
    Inquiry inquiry = questions.recognition().toPrepare(sql);
    return inquiry == null
        ? ordinary(sql, super.prepareStatement(sql, autoGeneratedKeys))
        : prepare(inquiry, real -> delegate().prepareStatement(real, autoGeneratedKeys));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
    Inquiry inquiry = questions.recognition().toPrepare(sql);
    return inquiry == null
        ? ordinary(sql, super.prepareStatement(sql, columnIndexes))
        : prepare(inquiry, real -> delegate().prepareStatement(real, columnIndexes));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
    Inquiry inquiry = questions.recognition().toPrepare(sql);
    return inquiry == null
        ? ordinary(sql, super.prepareStatement(sql, columnNames))
        : prepare(inquiry, real -> delegate().prepareStatement(real, columnNames));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency)
      throws SQLException {
    Inquiry inquiry = questions.recognition().toPrepare(sql);
    return inquiry == null
        ? ordinary(sql, super.prepareStatement(sql, type, concurrency))
        : prepare(inquiry, real -> delegate().prepareStatement(real, type, concurrency));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    Inquiry inquiry = questions.recognition().toPrepare(sql);
    return inquiry == null
        ? ordinary(sql, super.prepareStatement(sql, type, concurrency, holdability))
        : prepare(
            inquiry, real -> delegate().prepareStatement(real, type, concurrency, holdability));
  }

  /** A definition is one each time it is executed, which may be long after this. */
  private PreparedStatement ordinary(String sql, PreparedStatement prepared) throws SQLException {
    if (questions.recognition().mayDefine(sql)) {
      questions.beforeStatement(sql);
      prepared.unwrap(WrappedPreparedStatement.class).defines(sql);
    }
    return prepared;
  }

  /** Translates and prepares at once, so that the metadata is there before the execution. */
  private PreparedStatement prepare(Inquiry inquiry, RealPreparation preparation)
      throws SQLException {
    Asking asking = questions.begin(inquiry);
    return questions.during(asking, () -> prepare(inquiry, asking, preparation));
  }

  private PreparedStatement prepare(Inquiry inquiry, Asking asking, RealPreparation preparation)
      throws SQLException {
    Execution<PreparedStatement> execution =
        found ->
            outer(
                found.bound(Preparation.described(preparation.prepare(found.sql()))),
                PreparedQuestion.of(found));
    if (inquiry instanceof Asked asked && asked.verb() == Verb.CONFIRM) {
      return questions.run(confirmed(asked.question()), asking, execution);
    }
    if (inquiry instanceof Asked asked && PinRows.answers(asked.verb())) {
      return new WrappedPreparedStatement(
          this, preparation.prepare(CARRIER), PreparedQuestion.ofPins(asked));
    }
    if (inquiry instanceof Asked asked
        && (asked.verb() == Verb.RUN || asked.verb() == Verb.WRITE)
        && questions.wantsToWrite(asked, asking)) {
      Translated write = questions.writes().prepared(asked, asking);
      return outer(write.bound(preparation.prepare(write.sql())), PreparedQuestion.of(write));
    }
    VerbRows.Answer told =
        inquiry instanceof Asked asked ? VerbRows.of(asked, questions, asking) : null;
    if (told != null) {
      return outer(preparation.prepare(CARRIER), PreparedQuestion.of(told));
    }
    if (inquiry instanceof Asked asked && asked.markers().isEmpty()) {
      Optional<SchemaAnswer> answer = questions.askSchema(asked.question(), asking);
      if (answer.isPresent()) {
        return outer(preparation.prepare(CARRIER), PreparedQuestion.of(answer.get()));
      }
    }
    return questions.run(inquiry, asking, execution);
  }

  private Unsure.Waiting confirmed(String id) throws SQLException {
    Unsure.Waiting confirmed = questions.confirm(id);
    if (confirmed == null) {
      throw questions.writes().waits(id) ? Errors.preparedUnseen() : Errors.nothingToConfirm(id);
    }
    return confirmed;
  }

  /** One of the real connection's ways to prepare SQL. */
  @FunctionalInterface
  private interface RealPreparation {
    PreparedStatement prepare(String sql) throws SQLException;
  }

  @Override
  public CallableStatement prepareCall(String sql) throws SQLException {
    questions.recognition().refuse(sql, "prepareCall");
    return super.prepareCall(sql);
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
    questions.recognition().refuse(sql, "prepareCall");
    return super.prepareCall(sql, type, concurrency);
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    questions.recognition().refuse(sql, "prepareCall");
    return super.prepareCall(sql, type, concurrency, holdability);
  }

  @Override
  public void setSchema(String schema) throws SQLException {
    super.setSchema(schema);
    questions.schemaMoved();
  }

  @Override
  public void setCatalog(String catalog) throws SQLException {
    super.setCatalog(catalog);
    questions.schemaMoved();
  }

  // Transactions, with which definitions come and go

  @Override
  public void commit() throws SQLException {
    try {
      super.commit();
    } catch (SQLException failure) {
      questions.partRolledBack(); // perhaps
      throw failure;
    }
    questions.transactionEnded(true);
  }

  @Override
  public void rollback() throws SQLException {
    try {
      super.rollback();
    } catch (SQLException failure) {
      questions.partRolledBack(); // perhaps
      throw failure;
    }
    questions.transactionEnded(false);
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    try {
      super.rollback(savepoint);
    } finally {
      questions.partRolledBack();
    }
  }

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    super.setAutoCommit(autoCommit);
    if (autoCommit) {
      questions.transactionEnded(true);
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

  /**
   * A pool that tells where one user's work ends leaves the next one nothing to go on from, nor a
   * name to speak for.
   */
  private void changeHands() {
    questions.beginAnew();
    questions.speakForNobodyElse();
  }

  @Override
  public void close() throws SQLException {
    questions.close();
    super.close();
  }

  @Override
  public void abort(Executor executor) throws SQLException {
    questions.close();
    super.abort(executor);
  }
}
