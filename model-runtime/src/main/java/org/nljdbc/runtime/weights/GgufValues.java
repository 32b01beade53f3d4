package org.nljdbc.runtime.weights;

import org.nljdbc.spi.LanguageModelException;

/**
 * Reads GGUF metadata values. Whole numbers of every width become {@code Long}, floats {@code
 * Double}; arrays become {@code long[]}, {@code double[]}, {@code boolean[]}, {@code String[]} or,
 * nested, {@code Object[]}.
 */
final class GgufValues {

  /** Most elements of all arrays of a file together: ten times what real models have. */
  private static final int MAX_ELEMENTS = 4 << 20;

  private static final int MAX_STRING_BYTES = 16 << 20;
  private static final int MAX_DEPTH = 4;
  private static final int STRING = 8;
  private static final int ARRAY = 9;

  private final HeaderReader in;
  private long elementsLeft = MAX_ELEMENTS;

  GgufValues(HeaderReader in) {
    this.in = in;
  }

  /**
   * Reads a type and a value of it.
   *
   * @param key its name, for messages
   */
  Object next(String key) throws LanguageModelException {
    return value(type(key), key, 0);
  }

  private Object value(int type, String key, int depth) throws LanguageModelException {
    switch (type) {
      case STRING:
        return in.string(MAX_STRING_BYTES, "the text of " + key);
      case ARRAY:
        return array(key, depth + 1);
      case 7:
        return truth(key);
      case 6:
      case 12:
        return real(type);
      default:
        return whole(type);
    }
  }

  private int type(String key) throws LanguageModelException {
    long type = in.uint32();
    if (type > 12) {
      throw in.corrupt("metadata " + key + " has the unknown type " + type);
    }
    return (int) type;
  }

  private Object array(String key, int depth) throws LanguageModelException {
    int type = type(key);
    long count = in.int64();
    in.require(count, width(type), "elements of " + key);
    elementsLeft -= count;
    if (elementsLeft < 0 || depth > MAX_DEPTH) {
      throw in.corrupt("metadata " + key + " has too many elements or is nested too deeply");
    }
    int length = (int) count;
    switch (type) {
      case STRING:
        String[] texts = new String[length];
        for (int i = 0; i < length; i++) {
          texts[i] = in.string(MAX_STRING_BYTES, "element " + i + " of " + key);
        }
        return texts;
      case ARRAY:
        Object[] arrays = new Object[length];
        for (int i = 0; i < length; i++) {
          arrays[i] = array(key, depth + 1);
        }
        return arrays;
      case 7:
        boolean[] truths = new boolean[length];
        for (int i = 0; i < length; i++) {
          truths[i] = truth(key);
        }
        return truths;
      case 6:
      case 12:
        double[] reals = new double[length];
        for (int i = 0; i < length; i++) {
          reals[i] = real(type);
        }
        return reals;
      default:
        long[] wholes = new long[length];
        for (int i = 0; i < length; i++) {
          wholes[i] = whole(type);
        }
        return wholes;
    }
  }

  private boolean truth(String key) throws LanguageModelException {
    int value = in.int8();
    if (value != 0 && value != 1) {
      throw in.corrupt("metadata " + key + " is a truth value of " + value);
    }
    return value == 1;
  }

  /** Single precision is read as the decimal number that was meant: 1e-6, not 9.99999997e-7. */
  private double real(int type) throws LanguageModelException {
    return type == 6
        ? Double.parseDouble(Float.toString(Float.intBitsToFloat(in.int32())))
        : Double.longBitsToDouble(in.int64());
  }

  private long whole(int type) throws LanguageModelException {
    switch (type) {
      case 0:
        return in.int8() & 0xff;
      case 1:
        return in.int8();
      case 2:
        return in.int16() & 0xffff;
      case 3:
        return in.int16();
      case 4:
        return in.uint32();
      case 5:
        return in.int32();
      default:
        return in.int64();
    }
  }

  /** Least bytes that a value of a type takes. */
  private static int width(int type) {
    switch (type) {
      case 0:
      case 1:
      case 7:
        return 1;
      case 2:
      case 3:
        return 2;
      case 4:
      case 5:
      case 6:
        return 4;
      case ARRAY:
        return 12;
      default:
        return 8;
    }
  }
}
