package org.nljdbc.runtime.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.spi.LanguageModelException;

/** Writes small LoRA adapters in the layout of PEFT, and models into which they are merged. */
public final class AdapterFiles {

  /** Rank of the adapters: no multiple of four. */
  public static final int RANK = 5;

  /** {@code lora_alpha} of the adapters. */
  public static final double ALPHA = 10;

  private AdapterFiles() {}

  /** Numbers with their shape. */
  record Numbers(int rows, int columns, float[] values) {}

  /** A configuration of PEFT with one more member, which may be one that it has already. */
  static String config(String member, String json) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("peft_type", "\"LORA\"");
    all.put("r", Integer.toString(RANK));
    all.put("lora_alpha", Double.toString(ALPHA));
    all.put("bias", "\"none\"");
    all.put("use_dora", "false");
    all.put("modules_to_save", "null");
    all.put("rank_pattern", "{}");
    all.put("init_lora_weights", "true");
    all.put(
        "target_modules",
        "[\"q_proj\",\"k_proj\",\"v_proj\",\"o_proj\",\"gate_proj\",\"up_proj\",\"down_proj\"]");
    all.put(member, json);
    StringBuilder text = new StringBuilder("{");
    all.forEach((name, value) -> text.append("\"" + name + "\":" + value + ","));
    return text.append("\"inference_mode\":true}").toString();
  }

  /** The tensors of a random adapter for all projections of a model. */
  static Map<String, Numbers> random(WeightSource model, long seed) throws LanguageModelException {
    Random random = new Random(seed);
    Map<String, Numbers> tensors = new LinkedHashMap<>();
    for (String name : model.names()) {
      if (name.endsWith("_proj.weight")) {
        TensorInfo info = model.info(name);
        String module = "base_model.model." + name.substring(0, name.length() - 7);
        tensors.put(module + ".lora_A.weight", numbers(RANK, info.rowLength(), random));
        tensors.put(module + ".lora_B.weight", numbers(info.rows(), RANK, random));
      }
    }
    return tensors;
  }

  private static Numbers numbers(int rows, int columns, Random random) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.05 * random.nextGaussian());
    }
    return new Numbers(rows, columns, values);
  }

  /** Writes an adapter into a folder. */
  static Path write(Path folder, String config, Map<String, Numbers> tensors) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("adapter_config.json"), config);
    Files.write(folder.resolve("adapter_model.safetensors"), safetensors(tensors));
    return folder;
  }

  /** Writes a random adapter for a model among the tiny ones. */
  public static Path write(Path folder, WeightSource model, long seed)
      throws IOException, LanguageModelException {
    return write(folder, config("lora_dropout", "0.0"), random(model, seed));
  }

  /** Copies tiny model tied-fp32 and merges the random adapter of a seed into its weights. */
  public static Path merged(Path folder, WeightSource model, long seed)
      throws IOException, LanguageModelException {
    TinyFiles.copy("tied-fp32", folder);
    Map<String, Numbers> adapter = random(model, seed);
    Map<String, Numbers> tensors = new LinkedHashMap<>();
    for (String name : model.names()) {
      TensorInfo info = model.info(name);
      float[] values = Tensors.read(model, name);
      String module = "base_model.model." + name.replaceFirst("\\.weight$", "");
      Numbers a = adapter.get(module + ".lora_A.weight");
      Numbers b = adapter.get(module + ".lora_B.weight");
      if (a != null && b != null) {
        add(values, a, b, ALPHA / RANK);
      }
      tensors.put(name, new Numbers(info.rows(), info.rowLength(), values));
    }
    Files.write(folder.resolve("model.safetensors"), safetensors(tensors));
    return folder;
  }

  /** Adds scale * B A in double precision. */
  static void add(float[] values, Numbers a, Numbers b, double scale) {
    for (int i = 0; i < b.rows(); i++) {
      for (int j = 0; j < a.columns(); j++) {
        double sum = 0;
        for (int k = 0; k < a.rows(); k++) {
          sum += (double) b.values()[i * a.rows() + k] * a.values()[k * a.columns() + j];
        }
        values[i * a.columns() + j] += (float) (scale * sum);
      }
    }
  }

  private static byte[] safetensors(Map<String, Numbers> tensors) {
    StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
    int offset = 0;
    for (Map.Entry<String, Numbers> entry : tensors.entrySet()) {
      Numbers numbers = entry.getValue();
      int end = offset + Float.BYTES * numbers.values().length;
      String shape = numbers.rows() + "," + numbers.columns();
      header.append(",\"" + entry.getKey() + "\":{\"dtype\":\"F32\",\"shape\":[" + shape + "],");
      header.append("\"data_offsets\":[" + offset + "," + end + "]}");
      offset = end;
    }
    byte[] text = header.append("}").toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + offset).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text);
    for (Numbers numbers : tensors.values()) {
      for (float value : numbers.values()) {
        bytes.putFloat(value);
      }
    }
    return bytes.array();
  }
}
