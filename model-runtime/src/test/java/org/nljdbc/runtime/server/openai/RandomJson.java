package org.nljdbc.runtime.server.openai;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Random;

/** Values of JSON, without quotes in their texts, as tests write single ones for double ones. */
final class RandomJson {

  private static final String LETTERS = "ab \u00e9\u4e2d\\\n\t/{}[]:,";

  private final Random random;

  RandomJson(long seed) {
    this.random = new Random(seed);
  }

  JsonElement value(int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> JsonNull.INSTANCE;
      case 1 -> new JsonPrimitive(random.nextBoolean());
      case 2 -> new JsonPrimitive(random.nextInt());
      case 3 -> new JsonPrimitive(random.nextInt(2_000) / 64.0);
      case 4 -> new JsonPrimitive(text());
      case 5 -> array(depth);
      default -> object(depth);
    };
  }

  private JsonArray array(int depth) {
    JsonArray array = new JsonArray();
    for (int i = random.nextInt(4); i > 0; i--) {
      array.add(value(depth - 1));
    }
    return array;
  }

  private JsonObject object(int depth) {
    JsonObject object = new JsonObject();
    for (int i = random.nextInt(4); i > 0; i--) {
      object.add(text(), value(depth - 1));
    }
    return object;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
