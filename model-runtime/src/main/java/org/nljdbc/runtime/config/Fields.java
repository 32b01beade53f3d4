package org.nljdbc.runtime.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object that somebody else wrote, each checked for type and range when it is
 * asked for. A member that is null counts as absent; one that nobody asks for is an error, since it
 * is most likely misspelt ({@link #done}).
 */
public final class Fields {

  private final String path;
  private final JsonObject object;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * Wraps an object.
   *
   * @param path where it stands, for messages; empty at the top
   * @param object the object
   */
  public Fields(String path, JsonObject object) {
    this.path = path;
    this.object = object;
  }

  /**
   * Wraps a value that must be an object.
   *
   * @param path where it stands, for messages
   * @param value the value
   * @throws InvalidFieldException if it is none
   */
  public static Fields of(String path, JsonElement value) {
    if (!value.isJsonObject()) {
      throw new InvalidFieldException(path, "must be an object");
    }
    return new Fields(path, value.getAsJsonObject());
  }

  /** The path of a member, for messages. */
  public String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Whether there is such a member. */
  public boolean has(String name) {
    return get(name) != null;
  }

  /** A member of any type, or null. */
  public @Nullable JsonElement get(String name) {
    known.add(name);
    JsonElement value = object.get(name);
    return value == null || value.isJsonNull() ? null : value;
  }

  /** A text that must be there and have a letter. */
  public String text(String name) {
    String value = optionalText(name);
    if (value == null) {
      throw new InvalidFieldException(at(name), "is missing");
    }
    if (value.isBlank()) {
      throw new InvalidFieldException(at(name), "is empty");
    }
    return value;
  }

  /** A text, or what stands for an absent one. */
  public String text(String name, String absent) {
    String value = optionalText(name);
    return value == null ? absent : value;
  }

  /** A text, or null. */
  public @Nullable String optionalText(String name) {
    JsonElement value = get(name);
    if (value == null) {
      return null;
    }
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
      throw new InvalidFieldException(at(name), "must be a text");
    }
    return value.getAsString();
  }

  /**
   * One of a few words, in lower case.
   *
   * @param name its name
   * @param absent what stands for an absent one
   * @param choices the words
   */
  public String choice(String name, String absent, List<String> choices) {
    String value = text(name, absent);
    if (!choices.contains(value)) {
      throw new InvalidFieldException(at(name), "must be one of " + String.join(", ", choices));
    }
    return value;
  }

  /**
   * A whole number.
   *
   * @param name its name
   * @param absent what stands for an absent one
   * @param min least value
   * @param max greatest value
   */
  public int integer(String name, int absent, int min, int max) {
    double value = number(name, absent, min, max);
    if (value != Math.rint(value)) {
      throw new InvalidFieldException(at(name), "must be a whole number");
    }
    return (int) value;
  }

  /** A number, with the parameters of {@link #integer}. */
  public double number(String name, double absent, double min, double max) {
    JsonElement value = get(name);
    if (value == null) {
      return absent;
    }
    double number = Double.NaN;
    if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) {
      number = value.getAsDouble();
    }
    if (!(number >= min && number <= max)) {
      throw new InvalidFieldException(
          at(name), "must be a number from " + shown(min) + " to " + shown(max));
    }
    return number;
  }

  private static String shown(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  /** A truth value, or what stands for an absent one. */
  public boolean flag(String name, boolean absent) {
    JsonElement value = get(name);
    if (value == null) {
      return absent;
    }
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
      throw new InvalidFieldException(at(name), "must be true or false");
    }
    return value.getAsBoolean();
  }

  /** An object's members; those of an empty one if it is absent. */
  public Fields object(String name) {
    JsonElement value = get(name);
    return value == null ? new Fields(at(name), new JsonObject()) : Fields.of(at(name), value);
  }

  /** A list of objects; empty if it is absent. */
  public List<Fields> objects(String name) {
    List<Fields> objects = new ArrayList<>();
    List<JsonElement> values = list(name);
    for (int i = 0; i < values.size(); i++) {
      objects.add(Fields.of(at(name) + "[" + i + "]", values.get(i)));
    }
    return objects;
  }

  /** A list of texts; empty if it is absent. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    List<JsonElement> values = list(name);
    for (int i = 0; i < values.size(); i++) {
      JsonElement value = values.get(i);
      if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
        throw new InvalidFieldException(at(name) + "[" + i + "]", "must be a text");
      }
      texts.add(value.getAsString());
    }
    return texts;
  }

  private List<JsonElement> list(String name) {
    JsonElement value = get(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isJsonArray()) {
      throw new InvalidFieldException(at(name), "must be a list");
    }
    return value.getAsJsonArray().asList();
  }

  /** Names and values, numbers and truth values as texts; empty if it is absent. */
  public Map<String, String> map(String name) {
    JsonElement value = get(name);
    Map<String, String> map = new LinkedHashMap<>();
    if (value == null) {
      return map;
    }
    for (Map.Entry<String, JsonElement> each :
        Fields.of(at(name), value).object.asMap().entrySet()) {
      if (!each.getValue().isJsonPrimitive()) {
        throw new InvalidFieldException(
            at(name) + "." + each.getKey(), "must be a text, a number, true or false");
      }
      map.put(each.getKey(), each.getValue().getAsString());
    }
    return map;
  }

  /**
   * Says that all members have been asked for.
   *
   * @throws InvalidFieldException if there is one that nobody asked for
   */
  public void done() {
    for (String name : object.keySet()) {
      if (!known.contains(name)) {
        throw new InvalidFieldException(
            at(name), "is not known here; known are " + String.join(", ", new TreeSet<>(known)));
      }
    }
  }
}
