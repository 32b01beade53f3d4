package org.nljdbc.runtime.weights;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a tensor of an adapter, taken apart.
 *
 * @param weight the Hugging Face name of the matrix that it changes
 * @param first whether it is A, which is applied first, rather than B
 */
record LoraNames(String weight, boolean first) {

  /** The parts of a layer that can be adapted, in the order in which they are used. */
  static final List<String> PARTS =
      List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

  private static final String BEFORE = "base_model.model.";
  private static final Pattern FORM =
      Pattern.compile(
          Pattern.quote(BEFORE)
              + "(model\\.layers\\.\\d+\\."
              + "(?:self_attn\\.[qkvo]_proj|mlp\\.(?:gate|up|down)_proj))"
              + "\\.lora_([AB])\\.weight");

  /**
   * Takes a name apart.
   *
   * @param name the tensor's name in the adapter's file
   * @return what it says, or null if it is not the name of such a tensor
   */
  static @Nullable LoraNames of(String name) {
    Matcher matcher = FORM.matcher(name);
    return matcher.matches()
        ? new LoraNames(matcher.group(1) + ".weight", matcher.group(2).equals("A"))
        : null;
  }

  /**
   * The name of a layer's matrix.
   *
   * @param layer number of the layer, from 0
   * @param part one of {@link #PARTS}
   */
  static String weight(int layer, String part) {
    String block = PARTS.indexOf(part) < 4 ? "self_attn" : "mlp";
    return "model.layers." + layer + "." + block + "." + part + ".weight";
  }

  /** The name in the adapter's file. */
  String inFile() {
    String module = weight.substring(0, weight.length() - ".weight".length());
    return BEFORE + module + (first ? ".lora_A.weight" : ".lora_B.weight");
  }
}
