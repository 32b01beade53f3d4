package org.nljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.statement.Asked;
import org.nljdbc.statement.Inquiry;
import org.nljdbc.statement.Nested;
import org.nljdbc.statement.Quoting;
import org.nljdbc.statement.Recogniser;
import org.nljdbc.statement.SchemaChange;

/** Tells, of the statements of one connection, what is asked from what is written. */
final class Recognition {

  private final Connection real;
  private final Consumer<String> definition;
  private final Settings settings;
  private final boolean nested;
  private @Nullable OrdinaryTexts ordinary; // null until one is prepared
  private @Nullable Quoting quoting;

  /**
   * A recognition.
   *
   * @param real the real connection, which is asked for its dialect
   * @param definition told of ordinary statements that may change the schema
   */
  Recognition(Connection real, Settings settings, Consumer<String> definition) {
    this.real = real;
    this.definition = definition;
    this.settings = settings;
    this.nested = settings.getBoolean(Setting.NESTED);
  }

  /**
   * The statement with its questions that is about to go to the database, or null if it is an
   * ordinary one. If that one may change the schema, the next question will see the change.
   */
  @Nullable Inquiry recognise(@Nullable String sql) throws SQLException {
    Inquiry inquiry = inquiry(sql);
    if (inquiry == null && sql != null && SchemaChange.mayFollow(sql)) {
      definition.accept(sql);
    }
    return inquiry;
  }

  /** The statement with its questions, or null if it is an ordinary one. */
  @Nullable Inquiry inquiry(@Nullable String sql) throws SQLException {
    if (sql != null && Recogniser.mayBeAsked(sql)) {
      Recogniser recogniser = recogniser();
      Inquiry paged = recogniser.paged(sql);
      return paged == null ? recogniser.recognise(sql) : paged;
    }
    if (sql != null && nested && Recogniser.mayHoldQuestions(sql)) {
      Nested within = recogniser().within(sql, quoting());
      if (within != null) {
        return within;
      }
    }
    return null;
  }

  /** The same for a statement that is about to be prepared. */
  @Nullable Inquiry toPrepare(@Nullable String sql) throws SQLException {
    return isKnown(sql) ? null : inquiry(sql);
  }

  /** Whether a statement that was prepared, and is ordinary, may change the schema. */
  boolean mayDefine(@Nullable String sql) {
    return sql != null && !isKnown(sql) && defines(sql);
  }

  /** Whether a text was prepared lately and is ordinary; false says nothing. */
  boolean isKnown(@Nullable String sql) {
    OrdinaryTexts known = ordinary;
    return known != null && known.holds(sql);
  }

  private boolean defines(String sql) {
    if (SchemaChange.mayFollow(sql)) {
      return true;
    }
    OrdinaryTexts known = ordinary;
    if (known == null) {
      known = new OrdinaryTexts();
      ordinary = known;
    }
    known.add(sql);
    return false;
  }

  private Recogniser recogniser() {
    return new Recogniser(settings.getInt(Setting.QUESTION_MAX_LENGTH));
  }

  /** The question of a text that is nothing but the question. */
  Asked asked(String question) throws SQLException {
    return recogniser().question(question);
  }

  /** Whether questions may write. */
  private boolean mayWrite() {
    return !settings.get(Setting.WRITES).equals(Setting.OFF);
  }

  /** Like {@link #recognise}, where a question goes only if it may write. */
  @Nullable Inquiry recogniseWrite(@Nullable String sql, String method) throws SQLException {
    Inquiry inquiry = recognise(sql);
    boolean written = inquiry == null || inquiry instanceof Nested;
    if (!written && !(mayWrite() && inquiry instanceof Asked asked && asked.verb().runs())) {
      throw Errors.questionIn(method);
    }
    return inquiry;
  }

  /** Refuses a statement with questions where only ordinary statements can go. */
  void refuse(@Nullable String sql, String method) throws SQLException {
    Inquiry inquiry = recognise(sql);
    if (inquiry != null) {
      throw inquiry instanceof Nested ? Errors.nestedIn(method) : Errors.questionIn(method);
    }
  }

  private Quoting quoting() throws SQLException {
    Quoting known = quoting;
    if (known == null) {
      known =
          switch (Dialect.of(real.getMetaData())) {
            case SQLITE -> Quoting.SQLITE;
            case H2 -> Quoting.H2;
            case POSTGRESQL -> Quoting.POSTGRESQL;
            case MYSQL, MARIADB -> Quoting.MYSQL;
            case CALCITE, DUCKDB, HSQLDB, DERBY, DB2, ORACLE, SQLSERVER, OTHER -> Quoting.UNKNOWN;
          };
      quoting = known;
    }
    return known;
  }
}
