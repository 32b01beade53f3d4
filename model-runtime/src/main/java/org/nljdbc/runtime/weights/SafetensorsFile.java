package org.nljdbc.runtime.weights;

import com.google.gson.stream.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.files.BoundedJson;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.runtime.files.ReadableFile;
import org.nljdbc.spi.LanguageModelException;

/**
 * One safetensors file: a length, a JSON header of that length, the tensors' bytes. Format:
 * github.com/huggingface/safetensors, README.
 *
 * @param file the open file
 * @param tensors its tensors by name, offsets counted from the file's start
 * @param headerBytes size of everything before the tensors' data
 */
record SafetensorsFile(ReadableFile file, Map<String, StoredTensor> tensors, long headerBytes) {

  private static final int MAX_HEADER = 16 << 20;
  private static final int MAX_TENSORS = 65_536;
  private static final int MAX_DIMENSIONS = 8;

  /**
   * Reads a header.
   *
   * @param file the file; stays open
   * @return what it says
   * @throws LanguageModelException CORRUPT if it contradicts the format, UNSUPPORTED for other
   *     number types than F32, F16 and BF16
   */
  static SafetensorsFile read(ReadableFile file) throws LanguageModelException {
    byte[] length = new byte[8];
    file.read(0, length, length.length);
    long headerLength = LittleEndian.int64(length, 0);
    if (headerLength < 2 || headerLength > Math.min(MAX_HEADER, file.size() - 8)) {
      throw ModelFileErrors.corrupt(
          file.path(),
          "its header has a length of " + Long.toUnsignedString(headerLength) + " bytes");
    }
    byte[] header = new byte[(int) headerLength];
    file.read(8, header, header.length);
    Map<String, StoredTensor> relative;
    try {
      relative =
          BoundedJson.read(
              file.path(), new ByteArrayInputStream(header), json -> tensors(file, json));
    } catch (IOException e) {
      throw ModelFileErrors.unreadable(file.path(), e);
    }
    long start = 8 + headerLength;
    return new SafetensorsFile(
        file, StoredTensor.placed(file, relative.values(), start, file.size()), start);
  }

  private static Map<String, StoredTensor> tensors(ReadableFile file, JsonReader json)
      throws IOException, LanguageModelException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (name.equals("__metadata__")) {
        json.skipValue();
      } else if (tensors.size() >= MAX_TENSORS
          || tensors.put(name, tensor(file, json, name)) != null) {
        throw ModelFileErrors.corrupt(
            file.path(), "too many tensors, or two " + ModelFileErrors.shown(name));
      }
    }
    json.endObject();
    return tensors;
  }

  private static StoredTensor tensor(ReadableFile file, JsonReader json, String name)
      throws IOException, LanguageModelException {
    @Nullable String type = null;
    long @Nullable [] shape = null;
    long @Nullable [] offsets = null;
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "dtype":
          type = json.nextString();
          break;
        case "shape":
          shape = wholeNumbers(file, json, name);
          break;
        case "data_offsets":
          offsets = wholeNumbers(file, json, name);
          break;
        default:
          json.skipValue();
      }
    }
    json.endObject();
    String named = "tensor " + ModelFileErrors.shown(name);
    if (type == null || shape == null || offsets == null || offsets.length != 2) {
      throw ModelFileErrors.corrupt(
          file.path(), named + " lacks its dtype, its shape or its two offsets");
    }
    long[] dimensions = shape.length == 0 ? new long[] {1} : shape;
    StoredTensor tensor =
        StoredTensor.of(file.path(), name, type(file, named, type), dimensions, offsets[0]);
    if (offsets[0] < 0 || offsets[1] - offsets[0] != tensor.bytes()) {
      throw ModelFileErrors.corrupt(
          file.path(),
          named
              + " lies from "
              + offsets[0]
              + " to "
              + offsets[1]
              + ", but its shape takes "
              + tensor.bytes()
              + " bytes");
    }
    return tensor;
  }

  private static NumberType type(ReadableFile file, String named, String type)
      throws LanguageModelException {
    switch (type) {
      case "F32":
        return NumberType.F32;
      case "F16":
        return NumberType.F16;
      case "BF16":
        return NumberType.BF16;
      default:
        throw ModelFileErrors.unsupported(
            file.path(),
            "numbers of type " + ModelFileErrors.shown(type) + " (" + named + ")",
            "F32, F16, BF16");
    }
  }

  private static long[] wholeNumbers(ReadableFile file, JsonReader json, String name)
      throws IOException, LanguageModelException {
    long[] numbers = new long[MAX_DIMENSIONS];
    int count = 0;
    json.beginArray();
    while (json.hasNext()) {
      if (count == MAX_DIMENSIONS) {
        throw ModelFileErrors.corrupt(
            file.path(), "tensor " + ModelFileErrors.shown(name) + " has too many dimensions");
      }
      numbers[count++] = json.nextLong();
    }
    json.endArray();
    return Arrays.copyOf(numbers, count);
  }
}
