package org.nljdbc.runtime.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nljdbc.runtime.TinyFiles;

class DequantisationTest {

  /** The expected values come from ggml's own Python package. */
  @Test
  void everyTypeIsReadToTheBit() throws Exception {
    Set<NumberType> seen = EnumSet.noneOf(NumberType.class);
    try (WeightSource weights = GgufModel.open(TinyFiles.path("mixed.gguf")).weights()) {
      for (JsonElement element : TinyFiles.json("mixed-values.json").getAsJsonArray()) {
        JsonObject expected = element.getAsJsonObject();
        String name = expected.get("name").getAsString();
        float[] values = Tensors.read(weights, name);
        assertEquals(expected.get("type").getAsString(), weights.info(name).type(), name);
        JsonArray firstRow = expected.getAsJsonArray("firstRow");
        for (int i = 0; i < firstRow.size(); i++) {
          assertEquals(firstRow.get(i).getAsFloat(), values[i], 0f, name + " " + i);
        }
        assertEquals(expected.get("sha256").getAsString(), sha256(values), name);
        seen.add(NumberType.valueOf(weights.info(name).type()));
      }
    }
    assertEquals(EnumSet.allOf(NumberType.class), seen);
  }

  @Test
  void rowsReadOneByOneAreTheSame() throws Exception {
    try (WeightSource weights = GgufModel.open(TinyFiles.path("mixed.gguf")).weights()) {
      for (String name : weights.names()) {
        TensorInfo info = weights.info(name);
        float[] whole = Tensors.read(weights, name);
        FloatBuffer row =
            ByteBuffer.allocateDirect(4 * info.rowLength())
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        float[] one = new float[info.rowLength()];
        for (int i = 0; i < info.rows(); i++) {
          weights.readRows(name, i, 1, row);
          row.get(0, one);
          float[] part = new float[one.length];
          System.arraycopy(whole, i * one.length, part, 0, one.length);
          assertArrayEquals(part, one, name);
        }
      }
    }
  }

  @Test
  void rowsOutsideTheTensorAreRefused() throws Exception {
    try (WeightSource weights = GgufModel.open(TinyFiles.path("mixed.gguf")).weights()) {
      String name = "model.embed_tokens.weight";
      int rows = weights.info(name).rows();
      FloatBuffer target = FloatBuffer.allocate(weights.info(name).rowLength());
      assertThrows(IllegalArgumentException.class, () -> weights.readRows(name, rows, 1, target));
      assertThrows(IllegalArgumentException.class, () -> weights.readRows(name, -1, 1, target));
      assertThrows(IllegalArgumentException.class, () -> weights.readRows(name, 0, 2, target));
    }
  }

  @Test
  void everyHalfFloatIsExact() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      int exponent = bits >> 10 & 31;
      int fraction = bits & 1023;
      float magnitude =
          exponent == 31
              ? fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN
              : exponent == 0
                  ? Math.scalb((float) fraction, -24)
                  : Math.scalb(1024f + fraction, exponent - 25);
      float expected = bits >= 1 << 15 ? -magnitude : magnitude;
      float found = HalfFloat.toFloat((short) bits);
      assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(found), "bits " + bits);
    }
  }

  private static String sha256(float[] values) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }
}
