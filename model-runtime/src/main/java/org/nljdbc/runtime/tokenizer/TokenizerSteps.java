package org.nljdbc.runtime.tokenizer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.files.JsonFields;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.spi.LanguageModelException;

/** Reads what a {@code tokenizer.json} does to text before BPE. */
final class TokenizerSteps {

  private static final int MAX_DEPTH = 4;

  private TokenizerSteps() {}

  /**
   * Whether text is brought into Unicode's composed form.
   *
   * @param file the file, for messages
   * @param normalizer its {@code normalizer}
   * @throws LanguageModelException UNSUPPORTED for anything but NFC or nothing
   */
  static boolean composed(Path file, @Nullable JsonElement normalizer)
      throws LanguageModelException {
    List<JsonFields> steps = new ArrayList<>();
    flatten(file, normalizer, "normalizers", 0, steps);
    for (JsonFields step : steps) {
      if (!"NFC".equals(step.string("type"))) {
        throw ModelFileErrors.unsupported(
            file, "the normalizer " + shownType(step), "the normalizer NFC, or none");
      }
    }
    return !steps.isEmpty();
  }

  /**
   * How text is parted into words.
   *
   * @param file the file, for messages
   * @param preTokenizer its {@code pre_tokenizer}
   * @throws LanguageModelException UNSUPPORTED for a way that is not known
   */
  static PreTokenization parting(Path file, @Nullable JsonElement preTokenizer)
      throws LanguageModelException {
    List<JsonFields> steps = new ArrayList<>();
    flatten(file, preTokenizer, "pretokenizers", 0, steps);
    PreTokenization parting = null;
    JsonFields last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
    if (last != null
        && "ByteLevel".equals(last.string("type"))
        && !last.flag("add_prefix_space", true)) {
      boolean ownExpression = last.flag("use_regex", true);
      if (steps.size() == 1 && ownExpression) {
        parting = PreTokenization.GPT2;
      } else if (steps.size() == 2 && !ownExpression) {
        parting = split(steps.get(0));
      }
    }
    if (parting == null) {
      throw ModelFileErrors.unsupported(
          file,
          "the pre-tokenizer " + ModelFileErrors.shown(String.valueOf(preTokenizer)),
          "those of Qwen2, Llama 3 and GPT-2");
    }
    return parting;
  }

  private static @Nullable PreTokenization split(JsonFields step) throws LanguageModelException {
    JsonFields pattern = step.object("pattern");
    String expression = pattern == null ? null : pattern.string("Regex");
    if (expression == null
        || !"Split".equals(step.string("type"))
        || !"Isolated".equals(step.string("behavior"))
        || step.flag("invert", false)) {
      return null;
    }
    return PreTokenization.ofExpression(expression);
  }

  private static void flatten(
      Path file, @Nullable JsonElement step, String list, int depth, List<JsonFields> steps)
      throws LanguageModelException {
    if (step == null || step.isJsonNull()) {
      return;
    }
    if (!step.isJsonObject() || depth > MAX_DEPTH) {
      throw ModelFileErrors.corrupt(file, "one of its " + list + " is not a step");
    }
    JsonObject object = step.getAsJsonObject();
    JsonFields fields = new JsonFields(file, object);
    JsonElement nested = object.get(list);
    if (!"Sequence".equals(fields.string("type"))) {
      steps.add(fields);
    } else if (nested != null && nested.isJsonArray()) {
      for (JsonElement one : nested.getAsJsonArray()) {
        flatten(file, one, list, depth + 1, steps);
      }
    }
  }

  private static String shownType(JsonFields step) throws LanguageModelException {
    return ModelFileErrors.shown(String.valueOf(step.string("type")));
  }
}
