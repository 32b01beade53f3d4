package org.nljdbc.runtime.files;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.internal.LazilyParsedNumber;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.nljdbc.spi.LanguageModelException;

/**
 * Reads JSON as a stream, with limits on bytes, depth and number of values, so that a damaged or
 * hostile file costs bounded memory. Whatever is wrong becomes one CORRUPT exception.
 */
public final class BoundedJson {

  private static final int DEPTH = 32;

  private BoundedJson() {}

  /**
   * Makes a value of a JSON text.
   *
   * @param <T> the value
   */
  @FunctionalInterface
  public interface Body<T> {
    /**
     * Reads the one top-level value.
     *
     * @param json stands before it
     * @return what it means
     * @throws IOException if the text is not JSON or cannot be read
     * @throws LanguageModelException if it is not what it must be
     */
    T read(JsonReader json) throws IOException, LanguageModelException;
  }

  /**
   * Reads a file that holds one JSON value.
   *
   * @param file the file, UTF-8
   * @param maxBytes most bytes that such a file may have
   * @param body reads the value
   * @param <T> what it means
   * @return what the body returned
   * @throws LanguageModelException NOT_FOUND if there is no such file, CORRUPT if it is too large
   *     or not such a value
   */
  public static <T> T read(Path file, long maxBytes, Body<T> body) throws LanguageModelException {
    try {
      if (!Files.isRegularFile(file)) {
        throw new NoSuchFileException(file.toString());
      }
      long size = Files.size(file);
      if (size > maxBytes) {
        throw ModelFileErrors.corrupt(
            file, "it has " + size + " bytes, more than the " + maxBytes + " it may have");
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        return read(file, in, body);
      }
    } catch (IOException e) {
      throw ModelFileErrors.unreadable(file, e);
    }
  }

  /**
   * Reads one JSON value from a stream.
   *
   * @param file what to name in messages
   * @param in the text, UTF-8, bounded by the caller
   * @param body reads the value
   * @param <T> what it means
   * @return what the body returned
   * @throws LanguageModelException CORRUPT if it is not such a value
   * @throws IOException if the stream cannot be read
   */
  public static <T> T read(Path file, InputStream in, Body<T> body)
      throws LanguageModelException, IOException {
    JsonReader json =
        new JsonReader(
            new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    try {
      T value = body.read(json);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw ModelFileErrors.corrupt(file, "more follows after the JSON value");
      }
      return value;
    } catch (MalformedJsonException
        | EOFException
        | JsonParseException
        | IllegalStateException
        | NumberFormatException e) {
      throw ModelFileErrors.corrupt(
          file, "its JSON cannot be read near " + ModelFileErrors.shown(json.getPath()), e);
    }
  }

  /**
   * Reads the next value as a tree.
   *
   * @param file what to name in messages
   * @param json stands before the value
   * @param maxValues most values in it, nested ones counted
   * @return the tree
   * @throws IOException if the text is not JSON or cannot be read
   * @throws LanguageModelException CORRUPT if it has too many values or is nested too deeply
   */
  public static JsonElement tree(Path file, JsonReader json, int maxValues)
      throws IOException, LanguageModelException {
    return new Tree(file, json, maxValues).next(0);
  }

  /**
   * Reads a small file that holds one JSON object.
   *
   * @param file the file
   * @param maxBytes most bytes that it may have
   * @return its members
   * @throws LanguageModelException NOT_FOUND or CORRUPT
   */
  public static JsonFields object(Path file, long maxBytes) throws LanguageModelException {
    return read(
        file,
        maxBytes,
        json -> {
          JsonElement value = tree(file, json, 100_000);
          if (!value.isJsonObject()) {
            throw ModelFileErrors.corrupt(file, "it is not a JSON object");
          }
          return new JsonFields(file, value.getAsJsonObject());
        });
  }

  private static final class Tree {
    private final Path file;
    private final JsonReader json;
    private int left;

    Tree(Path file, JsonReader json, int maxValues) {
      this.file = file;
      this.json = json;
      this.left = maxValues;
    }

    JsonElement next(int depth) throws IOException, LanguageModelException {
      if (--left < 0 || depth > DEPTH) {
        throw ModelFileErrors.corrupt(
            file, "too many or too deeply nested values near " + json.getPath());
      }
      switch (json.peek()) {
        case BEGIN_OBJECT:
          JsonObject object = new JsonObject();
          json.beginObject();
          while (json.hasNext()) {
            object.add(json.nextName(), next(depth + 1));
          }
          json.endObject();
          return object;
        case BEGIN_ARRAY:
          JsonArray array = new JsonArray();
          json.beginArray();
          while (json.hasNext()) {
            array.add(next(depth + 1));
          }
          json.endArray();
          return array;
        case NUMBER:
          return new JsonPrimitive(new LazilyParsedNumber(json.nextString()));
        case BOOLEAN:
          return new JsonPrimitive(json.nextBoolean());
        case NULL:
          json.nextNull();
          return JsonNull.INSTANCE;
        default:
          return new JsonPrimitive(json.nextString());
      }
    }
  }
}
