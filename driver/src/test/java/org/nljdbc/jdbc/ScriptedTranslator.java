package org.nljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.nljdbc.prompt.Wording;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.translate.SchemaNews;
import org.nljdbc.translate.Translation;
import org.nljdbc.translate.Translator;

/** Answers with the next SQL of its script, for a question as for a repair. */
final class ScriptedTranslator implements Translator {

  final List<String> questions = new ArrayList<>();
  final List<Wording> wordings = new ArrayList<>();
  final List<SQLException> repaired = new ArrayList<>();
  final List<@Nullable Instant> deadlines = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  final List<Integer> parameters = new ArrayList<>();
  final CountDownLatch asked = new CountDownLatch(1);
  int closed;
  int schemaChanges;
  private final Deque<String> script;
  double confidence = Double.NaN;
  private boolean hangs;
  private @Nullable Throwable failure;

  ScriptedTranslator(String... script) {
    this.script = new ArrayDeque<>(Arrays.asList(script));
  }

  /** One that works on a question until it is cancelled. */
  static ScriptedTranslator hanging() {
    ScriptedTranslator translator = new ScriptedTranslator();
    translator.hangs = true;
    return translator;
  }

  /** One that fails. */
  static ScriptedTranslator failing(Throwable failure) {
    ScriptedTranslator translator = new ScriptedTranslator();
    translator.failure = failure;
    return translator;
  }

  /** Later questions are answered with these. */
  void then(String... more) {
    hangs = false;
    script.addAll(Arrays.asList(more));
  }

  @Override
  public Translation translate(
      String question, Connection connection, Cancellation cancellation, @Nullable Instant deadline)
      throws SQLException {
    questions.add(question);
    deadlines.add(deadline);
    asked.countDown();
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    while (hangs) {
      if (cancellation.isCancelled()) {
        throw new SQLException("cancelled in the model", "57014");
      }
      Thread.onSpinWait();
    }
    return answer(question, 1);
  }

  @Override
  public Translation translate(
      Wording wording, Connection connection, Cancellation cancellation, @Nullable Instant deadline)
      throws SQLException {
    wordings.add(wording);
    return parameters.isEmpty() && wording.earlier().isEmpty()
        ? Translator.super.translate(wording, connection, cancellation, deadline)
        : translate(wording.text(), connection, cancellation, deadline);
  }

  @Override
  public Translation repair(
      Translation failed,
      SQLException error,
      Connection connection,
      Cancellation cancellation,
      @Nullable Instant deadline)
      throws SQLException {
    repaired.add(error);
    if (script.isEmpty()) {
      throw error;
    }
    return answer(failed.question(), failed.tries() + 1);
  }

  private Translation answer(String question, int tries) {
    return new Translation(
        "q1",
        question,
        script.remove(),
        "scripted",
        -0.5,
        5,
        confidence,
        tries,
        List.of(),
        notes,
        parameters,
        List.of(),
        List.of(),
        List.of(),
        "",
        12,
        Translation.Source.MODEL);
  }

  @Override
  public void schemaChanged(Connection connection, SchemaNews news) {
    schemaChanges++;
  }

  @Override
  public void close() {
    closed++;
  }
}
