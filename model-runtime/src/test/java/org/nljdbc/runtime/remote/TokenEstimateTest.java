package org.nljdbc.runtime.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import org.junit.jupiter.api.Test;
import org.nljdbc.runtime.TinyFiles;

/** The estimate of tokens is rather too high, measured by the embedded model's vocabulary. */
class TokenEstimateTest {

  @Test
  void isNotTooLow() throws Exception {
    int tokens = 0;
    int estimate = 0;
    for (JsonElement element : TinyFiles.json("tokenizer-embedded.json").getAsJsonArray()) {
      String text = element.getAsJsonObject().get("text").getAsString();
      int own = element.getAsJsonObject().getAsJsonArray("ids").size();
      tokens += own;
      estimate += TextCounter.estimate(text);
      assertTrue(own <= 8 + 1.3 * TextCounter.estimate(text), text);
    }
    assertTrue(estimate >= tokens, estimate + " for " + tokens);
    assertEquals(0, TextCounter.estimate(""));
  }
}
