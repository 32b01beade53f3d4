package org.nljdbc.runtime.weights;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian numbers inside byte arrays. */
final class LittleEndian {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  static short int16(byte[] bytes, int index) {
    return (short) SHORT.get(bytes, index);
  }

  static int int32(byte[] bytes, int index) {
    return (int) INT.get(bytes, index);
  }

  static long int64(byte[] bytes, int index) {
    return (long) LONG.get(bytes, index);
  }

  static float half(byte[] bytes, int index) {
    return HalfFloat.toFloat(int16(bytes, index));
  }
}
