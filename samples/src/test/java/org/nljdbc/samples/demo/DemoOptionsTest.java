package org.nljdbc.samples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {

  @Test
  void withoutArgumentsAsksTheUsualQuestionsAndOpensTheShell() {
    assertEquals(new DemoOptions(List.of(), List.of(), true), DemoOptions.parse());
  }

  @Test
  void partsSettingsFromQuestions() {
    assertEquals(
        new DemoOptions(
            List.of("nl.model=/a b/c.gguf"), List.of("what is nl.model=x?", "why?"), false),
        DemoOptions.parse("what is nl.model=x?", "nl.model=/a b/c.gguf", "--no-shell", "why?"));
  }

  @Test
  void namesAnUnknownOptionAndTheKnownOnes() {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> DemoOptions.parse("--shell"));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains("--shell") && message.contains("--no-shell"), message);
  }
}
