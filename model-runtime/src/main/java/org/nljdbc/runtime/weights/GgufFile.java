package org.nljdbc.runtime.weights;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.runtime.files.ReadableFile;
import org.nljdbc.spi.LanguageModelException;

/**
 * One GGUF file, version 2 or 3: what its header says. Format: github.com/ggml-org/ggml,
 * docs/gguf.md.
 *
 * @param file the open file
 * @param metadata its key-value pairs
 * @param tensors its tensors by their names in the file, offsets counted from the file's start
 * @param headerBytes size of everything before the tensors' data
 */
record GgufFile(
    ReadableFile file, GgufMetadata metadata, Map<String, StoredTensor> tensors, long headerBytes) {

  private static final int MAGIC = 0x46554747;
  private static final long MAX_HEADER = 256L << 20;
  private static final int MAX_PAIRS = 65_536;
  private static final int MAX_TENSORS = 65_536;
  private static final int MAX_KEY_BYTES = 65_535;
  private static final int MAX_NAME_BYTES = 1_024;
  private static final int MAX_ALIGNMENT = 1 << 20;

  /**
   * Reads a header.
   *
   * @param file the file; stays open
   * @return what it says
   * @throws LanguageModelException CORRUPT if it contradicts the format, UNSUPPORTED for another
   *     version or number type
   */
  static GgufFile read(ReadableFile file) throws LanguageModelException {
    HeaderReader in = new HeaderReader(file, MAX_HEADER);
    if (in.int32() != MAGIC) {
      throw ModelFileErrors.corrupt(file.path(), "it does not begin with the letters GGUF");
    }
    checkVersion(file, in.int32());
    long tensorCount = in.int64();
    long pairCount = in.int64();
    in.require(tensorCount, 24, "tensors");
    in.require(pairCount, 13, "metadata pairs");
    if (tensorCount > MAX_TENSORS || pairCount > MAX_PAIRS) {
      throw in.corrupt(
          "it announces " + tensorCount + " tensors and " + pairCount + " metadata pairs");
    }
    GgufMetadata metadata = metadata(file, in, (int) pairCount);
    int alignment = metadata.integer("general.alignment", 32, 8, MAX_ALIGNMENT);
    if (alignment % 8 != 0) {
      throw in.corrupt("general.alignment is " + alignment + ", not a multiple of 8");
    }
    Map<String, StoredTensor> relative = new LinkedHashMap<>();
    for (int i = 0; i < tensorCount; i++) {
      StoredTensor tensor = tensor(file, in, alignment);
      if (relative.put(tensor.name(), tensor) != null) {
        throw in.corrupt("there are two tensors " + ModelFileErrors.shown(tensor.name()));
      }
    }
    long dataStart = (in.position() + alignment - 1) / alignment * alignment;
    Map<String, StoredTensor> tensors =
        StoredTensor.placed(file, relative.values(), dataStart, file.size());
    return new GgufFile(file, metadata, tensors, in.position());
  }

  private static void checkVersion(ReadableFile file, int version) throws LanguageModelException {
    if (version == 2 || version == 3) {
      return;
    }
    int swapped = Integer.reverseBytes(version);
    String found =
        swapped >= 1 && swapped <= 16
            ? "big-endian numbers"
            : "GGUF version " + Integer.toUnsignedString(version);
    throw ModelFileErrors.unsupported(file.path(), found, "little-endian GGUF versions 2 and 3");
  }

  private static GgufMetadata metadata(ReadableFile file, HeaderReader in, int count)
      throws LanguageModelException {
    GgufValues values = new GgufValues(in);
    Map<String, Object> pairs = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String key = in.string(MAX_KEY_BYTES, "the name of metadata pair " + i);
      if (pairs.put(key, values.next(ModelFileErrors.shown(key))) != null) {
        throw in.corrupt("metadata " + ModelFileErrors.shown(key) + " stands there twice");
      }
    }
    return new GgufMetadata(file.path(), pairs);
  }

  private static StoredTensor tensor(ReadableFile file, HeaderReader in, int alignment)
      throws LanguageModelException {
    String name = in.string(MAX_NAME_BYTES, "a tensor's name");
    long dimensions = in.uint32();
    if (dimensions < 1 || dimensions > 4) {
      throw in.corrupt(
          "tensor " + ModelFileErrors.shown(name) + " has " + dimensions + " dimensions");
    }
    long[] shape = new long[(int) dimensions];
    for (int i = 0; i < shape.length; i++) {
      // GGUF names the fastest running dimension first.
      shape[shape.length - 1 - i] = in.int64();
    }
    long typeId = in.uint32();
    NumberType type = NumberType.ofGgml(typeId);
    if (type == null) {
      throw GgufTypeNames.unsupported(file.path(), name, typeId);
    }
    long offset = in.int64();
    if (offset < 0 || offset % alignment != 0) {
      throw in.corrupt(
          "tensor "
              + ModelFileErrors.shown(name)
              + " lies at "
              + Long.toUnsignedString(offset)
              + ", not a multiple of the alignment "
              + alignment);
    }
    return StoredTensor.of(file.path(), name, type, shape, offset);
  }
}
