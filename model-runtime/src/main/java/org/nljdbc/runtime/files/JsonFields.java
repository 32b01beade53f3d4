package org.nljdbc.runtime.files;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.LanguageModelException;

/**
 * The members of a JSON object, each checked for type and range when it is asked for. A member that
 * is null counts as absent.
 */
public final class JsonFields {

  private final Path file;
  private final JsonObject object;

  /**
   * Wraps an object.
   *
   * @param file the file that it comes from, for messages
   * @param object the object
   */
  public JsonFields(Path file, JsonObject object) {
    this.file = file;
    this.object = object;
  }

  /** The file that the object comes from. */
  public Path file() {
    return file;
  }

  /**
   * Whether there is such a member.
   *
   * @param name its name
   */
  public boolean has(String name) {
    return get(name) != null;
  }

  /**
   * A member of any type.
   *
   * @param name its name
   * @return its value, or null if absent
   */
  public @Nullable JsonElement get(String name) {
    JsonElement value = object.get(name);
    return value == null || value.isJsonNull() ? null : value;
  }

  /**
   * A whole number that must be there.
   *
   * @param name its name
   * @param min least value
   * @param max greatest value
   * @throws LanguageModelException CORRUPT if it is absent, not a whole number or out of range
   */
  public int integer(String name, int min, int max) throws LanguageModelException {
    if (!has(name)) {
      throw ModelFileErrors.corrupt(file, "it has no " + ModelFileErrors.shown(name));
    }
    return integer(name, min, min, max);
  }

  /**
   * A whole number.
   *
   * @param name its name
   * @param absent what stands for an absent one
   * @param min least value
   * @param max greatest value
   * @throws LanguageModelException CORRUPT if it is not a whole number or out of range
   */
  public int integer(String name, int absent, int min, int max) throws LanguageModelException {
    double value = number(name, absent, min, max);
    if (value != Math.rint(value)) {
      throw wrong(name, "is not a whole number");
    }
    return (int) value;
  }

  /**
   * A number.
   *
   * @param name its name
   * @param absent what stands for an absent one
   * @param min least value
   * @param max greatest value
   * @throws LanguageModelException CORRUPT if it is not a number or out of range
   */
  public double number(String name, double absent, double min, double max)
      throws LanguageModelException {
    JsonElement value = get(name);
    if (value == null) {
      return absent;
    }
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
      throw wrong(name, "is not a number");
    }
    double number;
    try {
      number = value.getAsDouble();
    } catch (NumberFormatException e) {
      throw wrong(name, "is not a number");
    }
    if (!(number >= min && number <= max)) {
      throw wrong(name, "is not between " + min + " and " + max);
    }
    return number;
  }

  /**
   * A truth value.
   *
   * @param name its name
   * @param absent what stands for an absent one
   * @throws LanguageModelException CORRUPT if it is not one
   */
  public boolean flag(String name, boolean absent) throws LanguageModelException {
    JsonElement value = get(name);
    if (value == null) {
      return absent;
    }
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
      throw wrong(name, "is neither true nor false");
    }
    return value.getAsBoolean();
  }

  /**
   * A text.
   *
   * @param name its name
   * @return the text, or null if absent
   * @throws LanguageModelException CORRUPT if it is not a text
   */
  public @Nullable String string(String name) throws LanguageModelException {
    JsonElement value = get(name);
    if (value == null) {
      return null;
    }
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
      throw wrong(name, "is not a text");
    }
    return value.getAsString();
  }

  /**
   * A nested object.
   *
   * @param name its name
   * @return its members, or null if absent
   * @throws LanguageModelException CORRUPT if it is not an object
   */
  public @Nullable JsonFields object(String name) throws LanguageModelException {
    JsonElement value = get(name);
    if (value == null) {
      return null;
    }
    if (!value.isJsonObject()) {
      throw wrong(name, "is not an object");
    }
    return new JsonFields(file, value.getAsJsonObject());
  }

  private LanguageModelException wrong(String name, String how) {
    return ModelFileErrors.corrupt(file, ModelFileErrors.shown(name) + " " + how);
  }
}
