package org.nljdbc.runtime.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.sql.AnswerText;

/** Whatever a conversation's answer begins with, the driver finds the SQL in it. */
class ChatSeamTest {

  private static final String DIRECT = "```sql\nSELECT";
  private static final List<String> DIRECT_STOPS = List.of("```", ";");
  private static final String THINKING = "Let me solve this step by step. \n<think>";
  private static final List<String> THINKING_STOPS = List.of("</answer>");

  private static String sql(String prefix, String answer, List<String> stops) {
    return AnswerText.sql(prefix + ChatSeam.of(prefix, answer, stops).text())
        .replaceAll("\\s+", " ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```sql\nSELECT a FROM t\n```",
        "```sql\nSELECT a FROM t;\n```\nThis gives all.",
        "```SQL\nselect a FROM t\n```",
        "```\nSELECT a FROM t\n```",
        "``` \nSELECT a FROM t",
        "SELECT a FROM t",
        "\n  SELECT a FROM t; and so on",
        "Sure! Here it is:\n\n```sql\nSELECT a FROM t\n```\nOr:\n```sql\nSELECT b FROM t\n```",
        "<think>```sql\nSELECT wrong``` no</think>\n\n```sql\nSELECT a FROM t\n```",
        "```sql\n  SELECT a\n  FROM t\n```"
      })
  void aQueryIsFound(String answer) {
    assertEquals("SELECT a FROM t", sql(DIRECT, answer, DIRECT_STOPS).replace("select", "SELECT"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```sql\nWITH x AS (SELECT 1) SELECT * FROM x\n```",
        "```sql\nWITH x AS (SELECT 1) SELECT * FROM x",
        "WITH x AS (SELECT 1) SELECT * FROM x",
        "Here:\n```postgresql\nWITH x AS (SELECT 1) SELECT * FROM x\n```\nDone."
      })
  void aQueryThatBeginsOtherwiseIsFound(String answer) {
    assertEquals("WITH x AS (SELECT 1) SELECT * FROM x", sql(DIRECT, answer, DIRECT_STOPS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Let me solve this step by step.\n<think> hm </think><answer>```sql\nSELECT 1\n```</answer> more",
        "<think> hm </think>\n<answer>\n```sql\nSELECT 1\n```\n</answer>",
        "<answer>```sql\nSELECT 1\n```",
        "```sql\nSELECT 1\n```"
      })
  void aThinkersAnswerIsFound(String answer) {
    assertEquals("SELECT 1", sql(THINKING, answer, THINKING_STOPS));
  }

  @Test
  void theEndIsSeenWhenItHasCome() {
    assertFalse(ChatSeam.of(DIRECT, "```sql\nSELECT a", DIRECT_STOPS).stopped());
    assertTrue(ChatSeam.of(DIRECT, "```sql\nSELECT a;", DIRECT_STOPS).stopped());
    assertFalse(ChatSeam.of(DIRECT, "<think> ```sql\nSELECT a;", DIRECT_STOPS).stopped());
    assertFalse(ChatSeam.of(DIRECT, "```sql\nWITH a", DIRECT_STOPS).stopped());
    assertTrue(ChatSeam.of(DIRECT, "```sql\nWITH a\n```", DIRECT_STOPS).stopped());
    assertTrue(ChatSeam.of("", "a; b", DIRECT_STOPS).stopped());
  }

  @Test
  void stopsOfThePrefixAreNotSent() {
    assertEquals(List.of(";"), ChatSeam.stopsToSend(DIRECT, DIRECT_STOPS));
    assertEquals(THINKING_STOPS, ChatSeam.stopsToSend(THINKING, THINKING_STOPS));
  }
}
