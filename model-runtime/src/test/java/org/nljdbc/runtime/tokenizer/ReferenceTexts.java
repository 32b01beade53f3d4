package org.nljdbc.runtime.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import org.nljdbc.runtime.TinyFiles;

/** Texts with the ids on which two implementations in Python agree. */
final class ReferenceTexts {

  private ReferenceTexts() {}

  /** Checks that a tokenizer gives every text of a file its ids; returns the texts. */
  static List<String> check(String file, Tokenizer tokenizer) throws Exception {
    JsonArray elements = TinyFiles.json(file).getAsJsonArray();
    assertTrue(elements.size() >= 220);
    List<String> texts = new ArrayList<>();
    for (JsonElement element : elements) {
      String text = element.getAsJsonObject().get("text").getAsString();
      int[] expected =
          element.getAsJsonObject().getAsJsonArray("ids").asList().stream()
              .mapToInt(JsonElement::getAsInt)
              .toArray();
      assertArrayEquals(expected, tokenizer.encode(text, true), text);
      texts.add(text);
    }
    return texts;
  }
}
