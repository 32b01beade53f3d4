package org.nljdbc.runtime.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.nljdbc.runtime.files.ReadableFile;

/** Writes small GGUF files for tests, wrong ones too. */
public final class GgufWriter {

  private final ByteArrayOutputStream pairs = new ByteArrayOutputStream();
  private final ByteArrayOutputStream infos = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private int version = 3;
  private long pairCount;
  private long tensorCount;
  private long offsetShift;

  static ByteBuffer bytes(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The value as GGUF writes it. */
  public static byte[] int32(int value) {
    return bytes(4).putInt(value).array();
  }

  /** The value as GGUF writes it. */
  public static byte[] int64(long value) {
    return bytes(8).putLong(value).array();
  }

  /** The value as GGUF writes it. */
  public static byte[] string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return bytes(8 + utf8.length).putLong(utf8.length).put(utf8).array();
  }

  GgufWriter version(int number) {
    version = number;
    return this;
  }

  /** Announces other counts than there are. */
  GgufWriter counts(long tensors, long metadata) {
    tensorCount = tensors;
    pairCount = metadata;
    return this;
  }

  /** Moves the offsets of the tensors that follow. */
  GgufWriter shift(long bytes) {
    offsetShift = bytes;
    return this;
  }

  /** Adds a metadata pair. */
  public GgufWriter pair(String key, int type, byte[]... value) {
    pairs.writeBytes(string(key));
    pairs.writeBytes(int32(type));
    for (byte[] part : value) {
      pairs.writeBytes(part);
    }
    pairCount++;
    return this;
  }

  /** Adds a metadata pair. */
  public GgufWriter text(String key, String value) {
    return pair(key, 8, string(value));
  }

  GgufWriter uint32(String key, int value) {
    return pair(key, 4, int32(value));
  }

  GgufWriter float32(String key, float value) {
    return pair(key, 6, int32(Float.floatToIntBits(value)));
  }

  /** A tensor with given dimensions, the fastest running first, and given bytes. */
  GgufWriter tensor(String name, int type, byte[] content, long... dimensions) {
    infos.writeBytes(string(name));
    infos.writeBytes(int32(dimensions.length));
    for (long dimension : dimensions) {
      infos.writeBytes(int64(dimension));
    }
    infos.writeBytes(int32(type));
    infos.writeBytes(int64(data.size() + offsetShift));
    data.writeBytes(content);
    data.writeBytes(new byte[(32 - content.length % 32) % 32]);
    tensorCount++;
    return this;
  }

  /** An F32 tensor of values that rise by one, from a first one. */
  GgufWriter rising(String name, float first, int rowLength, int rows) {
    ByteBuffer content = bytes(4 * rows * rowLength);
    for (int i = 0; i < rows * rowLength; i++) {
      content.putFloat(first + i);
    }
    return rows == 1
        ? tensor(name, 0, content.array(), rowLength)
        : tensor(name, 0, content.array(), rowLength, rows);
  }

  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(int32(version));
    all.writeBytes(int64(tensorCount));
    all.writeBytes(int64(pairCount));
    all.writeBytes(pairs.toByteArray());
    all.writeBytes(infos.toByteArray());
    if (data.size() > 0) {
      all.writeBytes(new byte[(32 - all.size() % 32) % 32]);
      all.writeBytes(data.toByteArray());
    }
    return all.toByteArray();
  }

  /** Adds a list of texts. */
  public GgufWriter texts(String key, String... values) {
    byte[][] parts = new byte[2 + values.length][];
    parts[0] = int32(8);
    parts[1] = int64(values.length);
    for (int i = 0; i < values.length; i++) {
      parts[2 + i] = string(values[i]);
    }
    return pair(key, 9, parts);
  }

  /** Adds a list of numbers. */
  public GgufWriter numbers(String key, int... values) {
    byte[][] parts = new byte[2 + values.length][];
    parts[0] = int32(5);
    parts[1] = int64(values.length);
    for (int i = 0; i < values.length; i++) {
      parts[2 + i] = int32(values[i]);
    }
    return pair(key, 9, parts);
  }

  /** Writes the file and reads its metadata back. */
  public GgufMetadata metadata(Path path) throws Exception {
    try (ReadableFile file = ReadableFile.open(write(path))) {
      return GgufFile.read(file).metadata();
    }
  }

  Path write(Path file) throws IOException {
    return Files.write(file, bytes());
  }

  /** Metadata and tensors of a one-layer Llama: hidden 8, 2 heads, 1 key head, MLP 4, 3 tokens. */
  static GgufWriter llama(Consumer<GgufWriter> more) {
    GgufWriter writer =
        new GgufWriter()
            .text("general.architecture", "llama")
            .uint32("llama.block_count", 1)
            .uint32("llama.context_length", 16)
            .uint32("llama.embedding_length", 8)
            .uint32("llama.feed_forward_length", 4)
            .uint32("llama.attention.head_count", 2)
            .uint32("llama.attention.head_count_kv", 1)
            .float32("llama.attention.layer_norm_rms_epsilon", 1e-5f);
    more.accept(writer);
    return writer
        .rising("token_embd.weight", 0, 8, 3)
        .rising("output_norm.weight", 100, 8, 1)
        .rising("blk.0.attn_norm.weight", 200, 8, 1)
        .rising("blk.0.attn_q.weight", 300, 8, 8)
        .rising("blk.0.attn_k.weight", 400, 8, 4)
        .rising("blk.0.attn_v.weight", 500, 8, 4)
        .rising("blk.0.attn_output.weight", 600, 8, 8)
        .rising("blk.0.ffn_norm.weight", 700, 8, 1)
        .rising("blk.0.ffn_gate.weight", 800, 8, 4)
        .rising("blk.0.ffn_up.weight", 900, 8, 4)
        .rising("blk.0.ffn_down.weight", 1000, 4, 8);
  }
}
