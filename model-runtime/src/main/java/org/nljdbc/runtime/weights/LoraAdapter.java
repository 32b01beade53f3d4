package org.nljdbc.runtime.weights;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.runtime.files.ReadableFile;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/**
 * A LoRA adapter as PEFT saves it: a folder with {@code adapter_config.json} and {@code
 * adapter_model.safetensors}. To a matrix W it adds scale B A, where A has few rows and B as few
 * columns. Safe for use by several threads.
 */
final class LoraAdapter implements AutoCloseable {

  private static final String CONFIG = "adapter_config.json";
  private static final String TENSORS = "adapter_model.safetensors";
  private static final String PICKLED = "adapter_model.bin";

  /**
   * What is added to one matrix.
   *
   * @param a [rank][columns of the matrix]
   * @param b [rows of the matrix][rank]
   */
  private record Change(StoredTensor a, StoredTensor b) {}

  private final ReadableFile file;
  private final AdapterConfig config;
  private final Map<String, Change> changes;
  private final String fingerprint;

  private LoraAdapter(
      ReadableFile file, AdapterConfig config, Map<String, Change> changes, String fingerprint) {
    this.file = file;
    this.config = config;
    this.changes = changes;
    this.fingerprint = fingerprint;
  }

  /**
   * Opens an adapter, and checks that it fits a model.
   *
   * @param folder the folder
   * @param model the model's shape
   * @return the adapter, to be closed by the caller
   * @throws LanguageModelException NOT_FOUND, CORRUPT, or UNSUPPORTED also if it was made for
   *     another model; nothing stays open then
   */
  static LoraAdapter open(Path folder, ModelConfig model) throws LanguageModelException {
    Path configFile = folder.resolve(CONFIG);
    Path tensorsFile = folder.resolve(TENSORS);
    if (!Files.isRegularFile(configFile)) {
      throw new LanguageModelException(
          Kind.NOT_FOUND,
          "The folder "
              + folder
              + " has no "
              + CONFIG
              + ". Give the folder of a LoRA adapter in the layout of PEFT.");
    }
    AdapterConfig config = AdapterConfig.read(configFile);
    if (!Files.isRegularFile(tensorsFile) && Files.isRegularFile(folder.resolve(PICKLED))) {
      throw ModelFileErrors.unsupported(
          folder.resolve(PICKLED), "tensors as Python pickles", TENSORS);
    }
    ReadableFile file = ReadableFile.open(tensorsFile);
    try {
      SafetensorsFile tensors = SafetensorsFile.read(file);
      Map<String, Change> changes = changes(file.path(), config, tensors, model);
      Fingerprint fingerprint = new Fingerprint();
      try (ReadableFile whole = ReadableFile.open(configFile)) {
        fingerprint.add(whole, whole.size(), List.of());
      }
      // Whole: late in training a step may change few of the bits that are kept.
      fingerprint.add(file, file.size(), List.of());
      return new LoraAdapter(file, config, changes, fingerprint.hex());
    } catch (LanguageModelException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static Map<String, Change> changes(
      Path path, AdapterConfig config, SafetensorsFile tensors, ModelConfig model)
      throws LanguageModelException {
    Map<String, int[]> shapes = DecoderShape.tensors(model);
    Map<String, Change> changes = new LinkedHashMap<>();
    for (StoredTensor tensor : tensors.tensors().values()) {
      LoraNames names = LoraNames.of(tensor.name());
      if (names == null) {
        throw ModelFileErrors.unsupported(
            path,
            "a tensor " + ModelFileErrors.shown(tensor.name()),
            "lora_A and lora_B of " + String.join(", ", LoraNames.PARTS));
      }
      int[] shape = shapes.get(names.weight());
      if (shape == null) {
        throw ModelFileErrors.unsupported(
            path,
            "a tensor " + ModelFileErrors.shown(tensor.name()) + ", a layer that the model lacks",
            "adapters that were made for this model");
      }
      check(path, config, tensor, names.first(), shape);
      if (names.first()) {
        StoredTensor b = required(path, tensors, new LoraNames(names.weight(), false));
        changes.put(names.weight(), new Change(tensor, b));
      } else {
        required(path, tensors, new LoraNames(names.weight(), true));
      }
    }
    checkComplete(path, config, changes, model);
    return changes;
  }

  private static StoredTensor required(Path path, SafetensorsFile tensors, LoraNames names)
      throws LanguageModelException {
    StoredTensor tensor = tensors.tensors().get(names.inFile());
    if (tensor == null) {
      throw ModelFileErrors.corrupt(path, "tensor " + names.inFile() + " is missing");
    }
    return tensor;
  }

  private static void check(
      Path path, AdapterConfig config, StoredTensor tensor, boolean first, int[] shape)
      throws LanguageModelException {
    int rows = first ? config.rank() : shape[0];
    int rowLength = first ? shape[1] : config.rank();
    if (tensor.rows() != rows || tensor.rowLength() != rowLength) {
      throw ModelFileErrors.unsupported(
          path,
          "a tensor "
              + ModelFileErrors.shown(tensor.name())
              + " of "
              + tensor.rows()
              + " rows of "
              + tensor.rowLength()
              + " numbers, where the model and the rank r of "
              + config.file().getFileName()
              + " call for "
              + rows
              + " of "
              + rowLength,
          "adapters that were made for this model");
    }
  }

  /** An adapter of which a part was lost would be merged without a word otherwise. */
  private static void checkComplete(
      Path path, AdapterConfig config, Map<String, Change> changes, ModelConfig model)
      throws LanguageModelException {
    if (changes.isEmpty()) {
      throw ModelFileErrors.corrupt(path, "it has no tensors");
    }
    List<String> targets = config.targets();
    if (targets == null || !config.everyLayer()) {
      return;
    }
    for (int layer = 0; layer < model.layers(); layer++) {
      for (String target : targets) {
        String weight = LoraNames.weight(layer, target);
        if (!changes.containsKey(weight)) {
          throw ModelFileErrors.corrupt(
              path, "tensor " + new LoraNames(weight, true).inFile() + " is missing");
        }
      }
    }
  }

  /** Digest of the files: equal for equal content, lower-case hexadecimal. */
  String fingerprint() {
    return fingerprint;
  }

  /**
   * Whether it changes a tensor.
   *
   * @param weight the tensor's Hugging Face name
   */
  boolean changes(String weight) {
    return changes.containsKey(weight);
  }

  /**
   * Adds its change to rows of a matrix.
   *
   * @param weight the matrix's Hugging Face name
   * @param firstRow number of the first row, from 0
   * @param rows how many
   * @param target holds the rows, one behind the other from its index 0
   * @throws LanguageModelException if the adapter cannot be read
   */
  void addTo(String weight, int firstRow, int rows, FloatBuffer target)
      throws LanguageModelException {
    @Nullable Change change = changes.get(weight);
    if (change == null) {
      return;
    }
    int rank = config.rank();
    int columns = change.a().rowLength();
    float[] a = read(change.a(), 0, rank);
    float[] b = read(change.b(), firstRow, rows);
    for (int i = 0; i < b.length; i++) {
      b[i] = (float) (b[i] * config.scale());
    }
    float[] row = new float[columns];
    for (int i = 0; i < rows; i++) {
      target.get(i * columns, row);
      addProduct(row, b, i * rank, rank, a);
      target.put(i * columns, row);
    }
  }

  private float[] read(StoredTensor tensor, int firstRow, int rows) throws LanguageModelException {
    float[] numbers = new float[Math.multiplyExact(rows, tensor.rowLength())];
    new RowReader(file, tensor.type(), tensor.offset(), tensor.rowLength())
        .read(firstRow, rows, FloatBuffer.wrap(numbers), 0);
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        throw ModelFileErrors.corrupt(
            file.path(),
            "tensor " + ModelFileErrors.shown(tensor.name()) + " holds infinity or NaN");
      }
    }
    return numbers;
  }

  /** Adds b A to a row. Four rows of A at once: each number of the row moves a quarter as often. */
  private static void addProduct(float[] row, float[] b, int from, int rank, float[] a) {
    int columns = row.length;
    int k = 0;
    for (; k + 4 <= rank; k += 4) {
      addFour(row, a, k * columns, b[from + k], b[from + k + 1], b[from + k + 2], b[from + k + 3]);
    }
    for (; k < rank; k++) {
      float factor = b[from + k];
      int at = k * columns;
      for (int j = 0; j < columns; j++) {
        row[j] += factor * a[at + j];
      }
    }
  }

  private static void addFour(
      float[] row, float[] a, int at, float b0, float b1, float b2, float b3) {
    int columns = row.length;
    int second = at + columns;
    int third = second + columns;
    int fourth = third + columns;
    for (int j = 0; j < columns; j++) {
      row[j] += b0 * a[at + j] + b1 * a[second + j] + b2 * a[third + j] + b3 * a[fourth + j];
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
