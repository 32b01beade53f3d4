package org.nljdbc.runtime.weights;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.runtime.files.ReadableFile;
import org.nljdbc.spi.LanguageModelException;

/** The tensors of a model in one or several open files, complete and of the right shapes. */
final class TensorStore implements WeightSource {

  /**
   * Where a tensor lies.
   *
   * @param file the open file that holds it
   * @param tensor its place in the file
   */
  record Located(ReadableFile file, StoredTensor tensor) {}

  private final Path model;
  private final ModelConfig config;
  private final String fingerprint;
  private final List<ReadableFile> files;
  private final Map<String, Located> tensors;
  private final boolean interleavedHeads;

  private TensorStore(
      Path model,
      ModelConfig config,
      String fingerprint,
      List<ReadableFile> files,
      Map<String, Located> tensors,
      boolean interleavedHeads) {
    this.model = model;
    this.config = config;
    this.fingerprint = fingerprint;
    this.files = List.copyOf(files);
    this.tensors = tensors;
    this.interleavedHeads = interleavedHeads;
  }

  /**
   * Makes a source of tensors, after checking that the model has those that its shape calls for and
   * no others.
   *
   * @param model the model's file or folder, for messages
   * @param config its shape
   * @param fingerprint its digest
   * @param files the open files; closed with the source
   * @param found the tensors by Hugging Face name
   * @param interleavedHeads whether the rows of query and key projections stand in the order of
   *     llama.cpp's Llama models: within each head row i of the first half, then row i of the
   *     second
   * @throws LanguageModelException CORRUPT if a tensor is missing or has another shape, UNSUPPORTED
   *     if there is one more
   */
  static TensorStore of(
      Path model,
      ModelConfig config,
      String fingerprint,
      List<ReadableFile> files,
      Map<String, Located> found,
      boolean interleavedHeads)
      throws LanguageModelException {
    Map<String, Located> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, int[]> expected : DecoderShape.tensors(config).entrySet()) {
      String name = expected.getKey();
      Located located = found.get(name);
      if (located == null) {
        throw ModelFileErrors.corrupt(model, "tensor " + name + " is missing");
      }
      StoredTensor tensor = located.tensor();
      int rows = expected.getValue()[0];
      int rowLength = expected.getValue()[1];
      if (tensor.rows() != rows || tensor.rowLength() != rowLength) {
        throw ModelFileErrors.corrupt(
            located.file().path(),
            "tensor "
                + name
                + " has "
                + tensor.rows()
                + " rows of "
                + tensor.rowLength()
                + " numbers, but the model's configuration calls for "
                + rows
                + " of "
                + rowLength);
      }
      tensors.put(name, located);
    }
    for (String name : found.keySet()) {
      if (!tensors.containsKey(name) && !name.equals("lm_head.weight")) {
        throw ModelFileErrors.unsupported(
            model,
            "a tensor " + ModelFileErrors.shown(name) + " that its architecture does not have",
            "plain Qwen2 and Llama decoders");
      }
    }
    return new TensorStore(
        model, config, fingerprint, files, Collections.unmodifiableMap(tensors), interleavedHeads);
  }

  @Override
  public ModelConfig config() {
    return config;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public TensorInfo info(String name) throws LanguageModelException {
    Located located = located(name);
    StoredTensor tensor = located.tensor();
    return new TensorInfo(
        name,
        tensor.rows(),
        tensor.rowLength(),
        tensor.type().name(),
        located.file().path(),
        tensor.offset(),
        tensor.bytes());
  }

  @Override
  public void readRows(String name, int firstRow, int rows, FloatBuffer target)
      throws LanguageModelException {
    Located located = located(name);
    StoredTensor tensor = located.tensor();
    if (firstRow < 0 || rows < 0 || rows > tensor.rows() - firstRow) {
      throw new IllegalArgumentException(
          "rows " + firstRow + " to " + (firstRow + rows) + " of " + tensor.rows() + " in " + name);
    }
    if ((long) rows * tensor.rowLength() > target.capacity()) {
      throw new IllegalArgumentException(
          "a buffer of " + target.capacity() + " numbers for " + rows + " rows of " + name);
    }
    RowReader reader =
        new RowReader(located.file(), tensor.type(), tensor.offset(), tensor.rowLength());
    if (interleavedHeads && isRotated(name)) {
      for (int i = 0; i < rows; i++) {
        reader.read(interleaved(firstRow + i), 1, target, i * tensor.rowLength());
      }
    } else {
      reader.read(firstRow, rows, target, 0);
    }
  }

  @Override
  public void close() {
    files.forEach(ReadableFile::close);
  }

  private static boolean isRotated(String name) {
    return name.endsWith(".q_proj.weight") || name.endsWith(".k_proj.weight");
  }

  /** The row of the file that holds a row of a query or key projection. */
  private int interleaved(int row) {
    int headDim = config.headDim();
    int inHead = row % headDim;
    int half = headDim / 2;
    return row - inHead + inHead % half * 2 + inHead / half;
  }

  private Located located(String name) throws LanguageModelException {
    Located located = tensors.get(name);
    if (located == null) {
      throw ModelFileErrors.corrupt(model, "tensor " + ModelFileErrors.shown(name) + " is missing");
    }
    return located;
  }
}
