package org.nljdbc.runtime.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.runtime.files.ReadableFile;
import org.nljdbc.spi.LanguageModelException;

/**
 * A tensor as a file's header describes it, its shape checked.
 *
 * @param name its name in the file
 * @param type how its numbers are stored
 * @param rows all dimensions but the last multiplied; 1 for a vector
 * @param rowLength numbers in a row, whole blocks
 * @param offset where its first byte lies
 */
record StoredTensor(String name, NumberType type, int rows, int rowLength, long offset) {

  /**
   * Checks a shape.
   *
   * @param file the file, for messages
   * @param name the tensor's name
   * @param type how its numbers are stored
   * @param shape its dimensions, the fastest running last; at least one
   * @param offset where its first byte lies, 0 or more
   * @throws LanguageModelException CORRUPT if it is empty, too large, or its rows are no whole
   *     blocks
   */
  static StoredTensor of(Path file, String name, NumberType type, long[] shape, long offset)
      throws LanguageModelException {
    long rowLength = shape[shape.length - 1];
    boolean fits = rowLength >= 1 && rowLength <= Integer.MAX_VALUE;
    long rows = 1;
    for (int i = 0; i < shape.length - 1 && fits; i++) {
      fits = shape[i] >= 1 && shape[i] <= Integer.MAX_VALUE / rows;
      rows *= shape[i];
    }
    if (!fits) {
      throw ModelFileErrors.corrupt(
          file, "tensor " + ModelFileErrors.shown(name) + " has an impossible shape");
    }
    if (rowLength % type.blockNumbers() != 0) {
      throw ModelFileErrors.corrupt(
          file,
          "tensor "
              + ModelFileErrors.shown(name)
              + " has rows of "
              + rowLength
              + " numbers, which are no whole blocks of "
              + type);
    }
    return new StoredTensor(name, type, (int) rows, (int) rowLength, offset);
  }

  /** How many bytes it takes. */
  long bytes() {
    return type.bytes((long) rows * rowLength);
  }

  /**
   * Moves tensors to where their data begins, and checks that they lie inside the file and apart
   * from each other.
   *
   * @param file the file
   * @param tensors the tensors, their offsets relative to {@code start}
   * @param start where the data begins
   * @param end where it ends
   * @return the tensors by name, their offsets counted from the file's start
   * @throws LanguageModelException CORRUPT if one lies beyond the end or two overlap
   */
  static Map<String, StoredTensor> placed(
      ReadableFile file, Collection<StoredTensor> tensors, long start, long end)
      throws LanguageModelException {
    List<StoredTensor> inOrder = new ArrayList<>(tensors);
    inOrder.sort(Comparator.comparingLong(StoredTensor::offset));
    long free = 0;
    for (StoredTensor tensor : inOrder) {
      String named = "tensor " + ModelFileErrors.shown(tensor.name);
      if (tensor.offset < free) {
        throw ModelFileErrors.corrupt(file.path(), named + " overlaps the one before it");
      }
      if (tensor.bytes() > end - start || tensor.offset > end - start - tensor.bytes()) {
        throw ModelFileErrors.corrupt(
            file.path(),
            named
                + " needs "
                + tensor.bytes()
                + " bytes from "
                + start
                + " + "
                + tensor.offset
                + ", but the file ends at "
                + end);
      }
      free = tensor.offset + tensor.bytes();
    }
    Map<String, StoredTensor> placed = new LinkedHashMap<>();
    for (StoredTensor t : tensors) {
      placed.put(t.name, new StoredTensor(t.name, t.type, t.rows, t.rowLength, start + t.offset));
    }
    return placed;
  }
}
