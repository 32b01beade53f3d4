package org.nljdbc.runtime.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nljdbc.runtime.weights.Failures.fails;
import static org.nljdbc.runtime.weights.GgufWriter.int32;
import static org.nljdbc.runtime.weights.GgufWriter.int64;
import static org.nljdbc.runtime.weights.GgufWriter.string;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.runtime.files.ReadableFile;
import org.nljdbc.spi.LanguageModelException.Kind;

class GgufFileTest {

  @TempDir Path folder;

  private GgufFile read(GgufWriter writer) throws Exception {
    Path path = writer.write(folder.resolve("model.gguf"));
    try (ReadableFile file = ReadableFile.open(path)) {
      return GgufFile.read(file);
    }
  }

  private void corrupt(GgufWriter writer, String... words) {
    fails(Kind.CORRUPT, () -> read(writer), words);
    fails(Kind.CORRUPT, () -> read(writer), "model.gguf", "damaged or incomplete", "again");
  }

  @Test
  void everyKindOfMetadataIsRead() throws Exception {
    GgufMetadata metadata =
        read(new GgufWriter()
                .version(2)
                .pair("u8", 0, new byte[] {(byte) 200})
                .pair("i8", 1, new byte[] {(byte) 200})
                .pair("u16", 2, new byte[] {(byte) 0xff, (byte) 0xff})
                .pair("i16", 3, new byte[] {(byte) 0xff, (byte) 0xff})
                .pair("u32", 4, int32(-1))
                .pair("i32", 5, int32(-1))
                .float32("f32", 1e-6f)
                .pair("yes", 7, new byte[] {1})
                .text("text", "Łódź")
                .pair("u64", 10, int64(77))
                .pair("i64", 11, int64(-77))
                .pair("f64", 12, int64(Double.doubleToLongBits(0.1)))
                .pair("texts", 9, int32(8), int64(2), string("a"), string("b"))
                .pair("wholes", 9, int32(5), int64(2), int32(1), int32(-2))
                .pair("reals", 9, int32(6), int64(1), int32(Float.floatToIntBits(2.5f)))
                .pair("truths", 9, int32(7), int64(2), new byte[] {0, 1})
                .pair("nested", 9, int32(9), int64(1), int32(0), int64(2), new byte[] {3, 4}))
            .metadata();
    assertEquals(200, metadata.integer("u8", 0, 255));
    assertEquals(-56, metadata.integer("i8", -128, 127));
    assertEquals(65_535, metadata.integer("u16", 0, 65_535));
    assertEquals(-1, metadata.integer("i16", -1, 0));
    assertEquals(4_294_967_295.0, metadata.number("u32", 0, 0, 1e10));
    assertEquals(-1, metadata.integer("i32", -1, 0));
    assertEquals(1e-6, metadata.number("f32", 0, 0, 1));
    assertTrue(metadata.flag("yes", false));
    assertTrue(metadata.flag("absent", true));
    assertEquals("Łódź", metadata.string("text"));
    assertEquals(77, metadata.integer("u64", 0, 100));
    assertEquals(-77, metadata.integer("i64", -100, 0));
    assertEquals(0.1, metadata.number("f64", 0, 0, 1));
    assertArrayEquals(new String[] {"a", "b"}, metadata.strings("texts"));
    assertArrayEquals(new long[] {1, -2}, metadata.integers("wholes"));
    assertNull(metadata.integers("absent"));
    assertTrue(metadata.has("reals") && metadata.has("truths") && metadata.has("nested"));
    fails(Kind.CORRUPT, () -> metadata.string("u8"), "u8 is a Long, not a String");
    fails(Kind.CORRUPT, () -> metadata.strings("absent"), "absent is missing");
    fails(Kind.CORRUPT, () -> metadata.integer("absent", 0, 1), "absent is missing");
    fails(Kind.CORRUPT, () -> metadata.integer("u8", 0, 100), "not between 0 and 100");
    fails(Kind.CORRUPT, () -> metadata.number("f32", 0, 1, 2), "not between 1.0 and 2.0");
  }

  @Test
  void otherFilesAndVersionsAreNamed() {
    fails(Kind.NOT_FOUND, () -> GgufModel.open(folder.resolve("no.gguf")), "no.gguf");
    fails(Kind.NOT_FOUND, () -> GgufModel.open(folder), "no model file");
    fails(Kind.UNSUPPORTED, () -> read(new GgufWriter().version(1)), "GGUF version 1", "2 and 3");
    fails(Kind.UNSUPPORTED, () -> read(new GgufWriter().version(3 << 24)), "big-endian");
    fails(
        Kind.CORRUPT,
        () -> GgufModel.open(Files.writeString(folder.resolve("x.gguf"), "GGML and more text")),
        "letters GGUF");
    fails(Kind.CORRUPT, () -> GgufModel.open(Files.write(folder.resolve("0.gguf"), new byte[0])));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1, 1_000, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
  void countsBeyondTheFileAreRefused(long count) {
    corrupt(new GgufWriter().counts(count, 0), "announces", "tensors");
    corrupt(new GgufWriter().counts(0, count), "announces", "metadata pairs");
    corrupt(new GgufWriter().pair("a", 9, int32(0), int64(count)), "elements of \"a\"");
    if (count != 1_000) {
      corrupt(new GgufWriter().pair("a", 8, int64(count)), "the text of \"a\"");
    }
  }

  @Test
  void wrongMetadataIsNamed() {
    corrupt(new GgufWriter().pair("a", 13), "\"a\" has the unknown type 13");
    corrupt(new GgufWriter().pair("a", 7, new byte[] {2}), "truth value of 2");
    corrupt(new GgufWriter().uint32("a", 1).uint32("a", 1), "\"a\" stands there twice");
    corrupt(new GgufWriter().pair("a", 4, new byte[2]), "ends in the middle");
    corrupt(new GgufWriter().pair("a", 8, int64(2), new byte[] {(byte) 0xc3, 'x'}), "is not UTF-8");
    corrupt(new GgufWriter().uint32("general.alignment", 12), "not a multiple of 8");
    corrupt(new GgufWriter().uint32("general.alignment", 0), "general.alignment is 0");
    byte[][] deep = new byte[12][];
    Arrays.setAll(deep, i -> i % 2 == 0 ? int32(9) : int64(1));
    corrupt(new GgufWriter().pair("a", 9, deep), "nested too deeply");
    corrupt(
        new GgufWriter().pair("a", 9, int32(0), int64(5 << 20), new byte[5 << 20]),
        "too many elements");
  }

  @Test
  void wrongTensorsAreNamed() {
    byte[] data = new byte[64];
    corrupt(new GgufWriter().tensor("t", 0, data), "\"t\" has 0 dimensions");
    corrupt(new GgufWriter().tensor("t", 0, data, 1, 1, 1, 1, 1), "\"t\" has 5 dimensions");
    corrupt(new GgufWriter().tensor("t", 0, data, 0), "impossible shape");
    corrupt(new GgufWriter().tensor("t", 0, data, -16), "impossible shape");
    corrupt(new GgufWriter().tensor("t", 0, data, 16, 1L << 40), "impossible shape");
    corrupt(new GgufWriter().tensor("t", 0, data, 2, 1 << 20, 1 << 20), "impossible shape");
    corrupt(new GgufWriter().tensor("t", 0, data, 17), "needs 68 bytes");
    corrupt(new GgufWriter().tensor("t", 0, data, 1 << 30, 1 << 30), "the file ends at");
    corrupt(new GgufWriter().tensor("t", 8, data, 33), "no whole blocks of Q8_0");
    corrupt(new GgufWriter().tensor("t", 99, data, 16), "unknown number type 99");
    corrupt(
        new GgufWriter().tensor("t", 0, data, 16).tensor("t", 0, data, 16), "two tensors \"t\"");
    corrupt(new GgufWriter().shift(4).tensor("t", 0, data, 8), "alignment 32");
    corrupt(new GgufWriter().shift(-32).tensor("t", 0, data, 8), "alignment 32");
    corrupt(
        new GgufWriter().tensor("t", 0, data, 16).shift(-64).tensor("u", 0, data, 16), "overlaps");
    corrupt(new GgufWriter().shift(Long.MAX_VALUE - 31).tensor("t", 0, data, 8), "the file ends");
    fails(
        Kind.UNSUPPORTED,
        () -> read(new GgufWriter().tensor("t", 10, data, 256)),
        "Q2_K",
        "\"t\"",
        "Q4_K");
  }

  @Test
  void textFromTheFileIsMadeFitForAMessage() {
    corrupt(new GgufWriter().pair("x\n\u001b[31m" + "y".repeat(500), 13), "\"x??[31myyy", "...\"");
  }
}
