package org.nljdbc.translate;

import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.Prompt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the model read a connection's schema as soon as both are known, so that the first question
 * that needs it need not wait for that. Only a model on this machine that is loaded already, in
 * this process or in a runtime of ours: none is loaded or started, and nothing is sent to others,
 * for a question that nobody has asked.
 */
final class SchemaReadAhead implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaReadAhead.class);

  private final ReadAheadQueue all;
  private final ModelChain models;
  private final Prompter prompter;
  private final String promptTokens;
  private final boolean keep;
  private volatile boolean closed;

  SchemaReadAhead(ReadAheadQueue all, ModelChain models, Prompter prompter, Settings settings) {
    this.all = all;
    this.models = models;
    this.prompter = prompter;
    this.promptTokens = settings.get(Setting.PROMPT_TOKENS);
    this.keep = settings.get(Setting.PREFIX_CACHE).equals(Setting.ON_DISK);
  }

  /** The connection's schema is known; costs next to nothing if that is no news. */
  void seen(Schema schema) {
    ModelInfo model = models.loadedAhead();
    if (model == null || closed) {
      return;
    }
    var key = new ReadAheadQueue.Key(schema.fingerprint(), model.fingerprint(), promptTokens);
    if (!all.has(key)) {
      all.begin(key, stopped -> prepare(schema, key, stopped));
    }
  }

  private void prepare(Schema schema, ReadAheadQueue.Key key, Cancellation stopped) {
    Cancellation ended = () -> closed || stopped.isCancelled();
    boolean done = false;
    try (ModelUse model = models.useLoadedAhead()) {
      if (model != null && model.info().fingerprint().equals(key.model()) && !closed) {
        Prompt opening = prompter.opening(schema, model);
        if (opening != null) {
          model.prepare(opening, keep, ended);
        }
        done = !ended.isCancelled();
      }
    } catch (LanguageModelException e) {
      LOG.debug("a schema was not read ahead", e);
      done = !ended.isCancelled() && !passes(e);
    } catch (RuntimeException e) {
      // The question that needs it meets the same, and tells it. Not tried at each look.
      LOG.debug("a schema was not read ahead", e);
      done = !ended.isCancelled();
    } finally {
      if (!done) {
        all.forget(key);
      }
    }
  }

  /** Whether it is the place that was at fault: the next look may find it again, or another. */
  private static boolean passes(LanguageModelException e) {
    return e.kind() == Kind.UNREACHABLE || e.kind() == Kind.OVERLOADED;
  }

  /** Ends what goes on for this connection. */
  @Override
  public void close() {
    closed = true;
  }
}
