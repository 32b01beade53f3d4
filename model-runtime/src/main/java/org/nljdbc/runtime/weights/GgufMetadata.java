package org.nljdbc.runtime.weights;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.spi.LanguageModelException;

/** The key-value pairs of a GGUF file, each checked for type and range when it is asked for. */
public final class GgufMetadata {

  private final Path file;
  private final Map<String, Object> values;

  /**
   * Wraps what a file says.
   *
   * @param file the file, for messages
   * @param values as {@link GgufValues} reads them
   */
  GgufMetadata(Path file, Map<String, Object> values) {
    this.file = file;
    this.values = Map.copyOf(values);
  }

  /** The file that says it. */
  public Path file() {
    return file;
  }

  /**
   * Whether there is such a key.
   *
   * @param key its name
   */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /**
   * A text.
   *
   * @param key its name
   * @return the text, or null if there is no such key
   * @throws LanguageModelException CORRUPT if it is not a text
   */
  public @Nullable String string(String key) throws LanguageModelException {
    return as(key, String.class);
  }

  /**
   * A whole number that must be there.
   *
   * @param key its name
   * @param min least value
   * @param max greatest value
   * @throws LanguageModelException CORRUPT if it is missing, of another type or out of range
   */
  public int integer(String key, int min, int max) throws LanguageModelException {
    required(key);
    return integer(key, min, min, max);
  }

  /**
   * A whole number.
   *
   * @param key its name
   * @param absent what stands for a missing one
   * @param min least value
   * @param max greatest value
   * @throws LanguageModelException CORRUPT if it is of another type or out of range
   */
  public int integer(String key, int absent, int min, int max) throws LanguageModelException {
    Long value = as(key, Long.class);
    if (value == null) {
      return absent;
    }
    if (value < min || value > max) {
      throw outside(key, value, min, max);
    }
    return value.intValue();
  }

  /**
   * A number.
   *
   * @param key its name
   * @param absent what stands for a missing one
   * @param min least value
   * @param max greatest value
   * @throws LanguageModelException CORRUPT if it is of another type or out of range
   */
  public double number(String key, double absent, double min, double max)
      throws LanguageModelException {
    Number value = as(key, Number.class);
    if (value == null) {
      return absent;
    }
    double number = value.doubleValue();
    if (!(number >= min && number <= max)) {
      throw outside(key, number, min, max);
    }
    return number;
  }

  /**
   * A truth value.
   *
   * @param key its name
   * @param absent what stands for a missing one
   * @throws LanguageModelException CORRUPT if it is of another type
   */
  public boolean flag(String key, boolean absent) throws LanguageModelException {
    Boolean value = as(key, Boolean.class);
    return value == null ? absent : value;
  }

  /**
   * A list of texts that must be there.
   *
   * @param key its name
   * @return the texts, not to be changed
   * @throws LanguageModelException CORRUPT if it is missing or of another type
   */
  public String[] strings(String key) throws LanguageModelException {
    String[] texts = as(key, String[].class);
    if (texts == null) {
      throw missing(key);
    }
    return texts;
  }

  /**
   * A list of whole numbers.
   *
   * @param key its name
   * @return the numbers, not to be changed, or null if there is no such key
   * @throws LanguageModelException CORRUPT if it is of another type
   */
  public long @Nullable [] integers(String key) throws LanguageModelException {
    return as(key, long[].class);
  }

  /**
   * Insists on a key.
   *
   * @param key its name
   * @throws LanguageModelException CORRUPT if it is missing
   */
  void required(String key) throws LanguageModelException {
    if (!has(key)) {
      throw missing(key);
    }
  }

  private <T> @Nullable T as(String key, Class<T> type) throws LanguageModelException {
    Object value = values.get(key);
    if (value != null && !type.isInstance(value)) {
      throw ModelFileErrors.corrupt(
          file,
          "metadata "
              + key
              + " is a "
              + value.getClass().getSimpleName()
              + ", not a "
              + type.getSimpleName());
    }
    return type.cast(value);
  }

  private LanguageModelException missing(String key) {
    return ModelFileErrors.corrupt(file, "metadata " + key + " is missing");
  }

  private LanguageModelException outside(String key, Object value, Object min, Object max) {
    return ModelFileErrors.corrupt(
        file, "metadata " + key + " is " + value + ", not between " + min + " and " + max);
  }
}
