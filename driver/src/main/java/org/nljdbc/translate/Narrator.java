package org.nljdbc.translate;

import java.sql.SQLException;
import java.util.List;
import org.nljdbc.narrate.Excerpt;
import org.nljdbc.narrate.Narration;
import org.nljdbc.prompt.PromptProfile;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.trace.Phase;
import org.nljdbc.trace.TokenCounts;
import org.nljdbc.trace.Trace;

/** Has the model put rows into words, where it may see them. */
final class Narrator {

  private static final int MOST_TOKENS = 200;

  private final Settings settings;
  private final ModelCalls calls;

  Narrator(Settings settings, ModelCalls calls) {
    this.settings = settings;
    this.calls = calls;
  }

  /** As {@link Translator#narrate}. */
  Narration narrate(String question, Excerpt excerpt, Watch watch) throws SQLException {
    if (excerpt.more() || settings.getInt(Setting.SAMPLES) == 0) {
      return Narration.byRule(excerpt);
    }
    watch.check();
    try {
      return calls.ask(watch, model -> narrate(question, excerpt, model, watch));
    } catch (NoAnswer none) {
      return Narration.byRule(excerpt);
    }
  }

  private static Narration narrate(
      String question, Excerpt excerpt, LanguageModel model, Watch watch)
      throws LanguageModelException {
    if (PromptProfile.named(model.info().promptProfile()).thinks()) {
      return Narration.byRule(excerpt);
    }
    GenerationRequest request =
        GenerationRequest.builder(Narration.prompt(question, excerpt), MOST_TOKENS)
            .stop(List.of("\n"))
            .deadline(watch.deadline())
            .build();
    Candidate said;
    try (Trace.Timing timed = watch.trace().begin(Phase.MODEL)) {
      Generation made = model.generate(request, watch.cancellation());
      watch.trace().generated(model.info().id(), TokenCounts.of(made));
      said = made.best();
    }
    return said.finish() == Candidate.Finish.LENGTH
        ? Narration.byRule(excerpt)
        : Narration.checked(said.text(), question, excerpt);
  }
}
