package org.nljdbc.runtime.server.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonIOException;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.Fields;

/** Reads requests and writes answers. */
public final class Json {

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
  private static final int DEPTH = 32;
  private static final String IDENTITY = "identity";

  private Json() {}

  /**
   * The members of a request's body.
   *
   * @param ctx the request
   * @return them, for the caller to check and to say {@link Fields#done}
   * @throws ProblemException 400 if it is not a JSON object, 415 if it says that it is something
   *     else, or encoded
   */
  public static Fields body(Context ctx) {
    String type = ctx.contentType();
    // A page of another origin may send text or a form without being asked, but not this type.
    if (type == null || !isJson(type)) {
      throw Problem.of(
              415,
              "unsupported_media_type",
              "Not JSON",
              "Send the body as Content-Type: application/json.")
          .asException();
    }
    String encoding = ctx.header("Content-Encoding");
    if (encoding != null && !encoding.strip().equalsIgnoreCase(IDENTITY)) {
      ctx.header("Accept-Encoding", IDENTITY);
      throw Problem.of(
              415,
              "unsupported_media_type",
              "Encoded body",
              "Send the body as it is, without Content-Encoding.")
          .asException();
    }
    return Fields.of("", parse(ctx.bodyAsBytes()));
  }

  private static boolean isJson(String type) {
    int end = type.indexOf(';');
    String media = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return media.equals("application/json");
  }

  private static JsonElement parse(byte[] bytes) {
    if (bytes.length == 0) {
      throw malformed("it is empty");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      JsonReader reader = new JsonReader(new StringReader(text));
      reader.setStrictness(Strictness.STRICT);
      reader.setNestingLimit(DEPTH);
      JsonElement value = read(reader);
      if (reader.peek() == JsonToken.END_DOCUMENT) {
        return value;
      }
      throw malformed("more follows after it");
    } catch (CharacterCodingException e) {
      throw malformed("it is not UTF-8");
    } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
      throw malformed(
          "it is cut off, misspelt, nested deeper than "
              + DEPTH
              + " or has a number that is too long");
    }
  }

  /** A member that is there twice means one thing to a gateway before us and another here. */
  private static JsonElement read(JsonReader reader) throws IOException {
    if (reader.peek() == JsonToken.BEGIN_OBJECT) {
      JsonObject object = new JsonObject();
      reader.beginObject();
      while (reader.hasNext()) {
        String name = reader.nextName();
        if (object.has(name)) {
          throw malformed("it has a member twice at " + reader.getPath());
        }
        object.add(name, read(reader));
      }
      reader.endObject();
      return object;
    }
    if (reader.peek() == JsonToken.BEGIN_ARRAY) {
      JsonArray array = new JsonArray();
      reader.beginArray();
      while (reader.hasNext()) {
        array.add(read(reader));
      }
      reader.endArray();
      return array;
    }
    return GSON.getAdapter(JsonElement.class).read(reader);
  }

  private static ProblemException malformed(String how) {
    return Problem.of(
            400,
            "malformed_json",
            "Not JSON",
            "The request's body cannot be read as JSON: " + how + ".")
        .asException();
  }

  /** Answers with JSON. */
  public static void answer(Context ctx, int status, JsonElement json) {
    ctx.status(status).contentType("application/json").result(bytes(json));
  }

  /** Answers with an error. */
  public static void answer(Context ctx, Problem problem, @Nullable String requestId) {
    JsonElement form = problem.with("request_id", requestId).json();
    answer(ctx, problem, Problem.MEDIA_TYPE, form);
  }

  /** Answers with an error in OpenAI's form. */
  static void answerOpenAi(Context ctx, Problem problem) {
    answer(ctx, problem, "application/json", OpenAiError.of(problem));
  }

  private static void answer(Context ctx, Problem problem, String mediaType, JsonElement form) {
    if (problem.retryAfter() > 0) {
      ctx.header("Retry-After", Integer.toString(problem.retryAfter()));
    }
    if (problem.status() == 401) {
      ctx.header("WWW-Authenticate", "Bearer");
    }
    ctx.status(problem.status()).contentType(mediaType).result(bytes(form));
  }

  /** UTF-8 whatever the media type: as text the server would write all but a few in Latin-1. */
  private static byte[] bytes(JsonElement json) {
    return write(json).getBytes(StandardCharsets.UTF_8);
  }

  /** JSON as text. */
  public static String write(JsonElement json) {
    try {
      return GSON.toJson(json);
    } catch (JsonIOException e) {
      throw new IllegalStateException(e);
    }
  }
}
