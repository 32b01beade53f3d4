package org.nljdbc.translate;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.ModelInfo;

/** What NL STATUS tells of the model and of what is kept. */
final class PipelineStatus {

  private PipelineStatus() {}

  /**
   * Names and values, in the order in which people read them.
   *
   * @param info the model, or null while it is not loaded
   * @param whereabouts where it runs or would run, and why
   */
  static Map<String, String> of(
      Registry registry, Settings settings, @Nullable ModelInfo info, String whereabouts) {
    Tally tally = registry.tally();
    Map<String, String> status = new LinkedHashMap<>();
    status.put("model", info == null ? settings.get(Setting.MODEL) : info.id());
    status.put("loaded", info == null ? "no" : "yes");
    status.put("runtime", whereabouts);
    status.put("device", info == null ? settings.get(Setting.DEVICE) : info.placement());
    status.put("context tokens", info == null ? "" : Integer.toString(info.contextTokens()));
    status.put(
        "glossary",
        registry
            .glossaryFile(settings.get(Setting.GLOSSARY), settings.get(Setting.LOCK_FILE))
            .place());
    status.put("schemas kept", Long.toString(registry.schemas().size()));
    status.put("translations kept", Long.toString(registry.translations().estimatedSize()));
    status.put("questions asked", tally.asked.toString());
    status.put("questions recalled", tally.recalled.toString());
    status.put("questions without an answer", tally.failed.toString());
    status.put("answers refused", tally.refused.toString());
    PromptTokens prompts = registry.promptTokens();
    status.put("prompt tokens read", Long.toString(prompts.read() + prompts.untold()));
    status.put("prompt tokens reused", reused(prompts));
    status.put("milliseconds, median", millis(tally.times.within(50)));
    status.put("milliseconds, 95 %", millis(tally.times.within(95)));
    status.put("milliseconds, longest", millis(tally.times.within(100)));
    return status;
  }

  /** Empty as long as no model has told. */
  private static String reused(PromptTokens prompts) {
    OptionalDouble rate = prompts.hitRate();
    return rate.isEmpty()
        ? ""
        : String.format(Locale.ROOT, "%d (%.0f %%)", prompts.reused(), 100 * rate.getAsDouble());
  }

  private static String millis(OptionalLong known) {
    return known.isPresent() ? Long.toString(known.getAsLong()) : "";
  }
}
