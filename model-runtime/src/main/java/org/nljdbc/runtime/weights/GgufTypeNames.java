package org.nljdbc.runtime.weights;

import java.nio.file.Path;
import java.util.Map;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.spi.LanguageModelException;

/** Names of the ggml number types that this runtime does not read, so that it can say so. */
final class GgufTypeNames {

  private static final Map<Long, String> OTHERS =
      Map.ofEntries(
          Map.entry(9L, "Q8_1"),
          Map.entry(10L, "Q2_K"),
          Map.entry(11L, "Q3_K"),
          Map.entry(15L, "Q8_K"),
          Map.entry(16L, "IQ2_XXS"),
          Map.entry(17L, "IQ2_XS"),
          Map.entry(18L, "IQ3_XXS"),
          Map.entry(19L, "IQ1_S"),
          Map.entry(20L, "IQ4_NL"),
          Map.entry(21L, "IQ3_S"),
          Map.entry(22L, "IQ2_S"),
          Map.entry(23L, "IQ4_XS"),
          Map.entry(24L, "I8"),
          Map.entry(25L, "I16"),
          Map.entry(26L, "I32"),
          Map.entry(27L, "I64"),
          Map.entry(28L, "F64"),
          Map.entry(29L, "IQ1_M"),
          Map.entry(34L, "TQ1_0"),
          Map.entry(35L, "TQ2_0"),
          Map.entry(39L, "MXFP4"));

  private GgufTypeNames() {}

  /** The error for a tensor of a type that this runtime does not read. */
  static LanguageModelException unsupported(Path file, String tensor, long id) {
    String name = OTHERS.get(id);
    if (name == null) {
      return ModelFileErrors.corrupt(
          file, "tensor " + ModelFileErrors.shown(tensor) + " has the unknown number type " + id);
    }
    return ModelFileErrors.unsupported(
        file,
        "numbers of type " + name + " (tensor " + ModelFileErrors.shown(tensor) + ")",
        NumberType.all());
  }
}
