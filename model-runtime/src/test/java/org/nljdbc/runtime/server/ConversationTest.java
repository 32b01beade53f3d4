package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.nljdbc.spi.Prompt;

/** Questions that go on from others. The caller keeps what was asked, the server keeps nothing. */
class ConversationTest extends ServerTest {

  private static final String NAMES = "SELECT name FROM customers";
  private static final String RATED = "SELECT name FROM customers WHERE rating > 1.6";

  private Answer ask(String path, String question, JsonArray conversation) throws Exception {
    JsonObject body = body("question", question);
    body.add("conversation", conversation);
    return post(path, body.toString());
  }

  private JsonArray conversation(Answer answer) {
    assertEquals(200, answer.status(), answer.text());
    return answer.json().getAsJsonArray("conversation");
  }

  private String lastPrompt() {
    StringBuilder text = new StringBuilder();
    for (Prompt.Message message : model.asked.get(model.asked.size() - 1).prompt().messages()) {
      text.append(message.text()).append('\n');
    }
    return text.toString();
  }

  @Test
  void aQuestionGoesOnFromWhatIsSentWithIt() throws Exception {
    model.answer("names of customers", NAMES).answer("only those rated above 1.6", RATED);
    JsonArray one = conversation(ask("api/v1/query", "names of customers", new JsonArray()));
    assertEquals(1, one.size());
    assertEquals(NAMES, one.get(0).getAsJsonObject().get("sql").getAsString());

    JsonArray two = conversation(ask("api/v1/query", "only those rated above 1.6", one));
    assertEquals(2, two.size());
    assertEquals(RATED, two.get(1).getAsJsonObject().get("sql").getAsString());
    assertTrue(lastPrompt().contains(NAMES), lastPrompt());

    // One that stands alone begins anew.
    assertEquals(1, conversation(ask("api/v1/query", "names of customers", two)).size());
  }

  @Test
  void rowsHaveOneToo() throws Exception {
    model.answer("names of customers", NAMES).answer("only those rated above 1.6", RATED);
    JsonArray one =
        conversation(ask("api/v1/query/execute", "names of customers", new JsonArray()));
    JsonObject body = body("question", "only those rated above 1.6");
    body.add("conversation", one);
    JsonObject options = new JsonObject();
    options.addProperty("min_confidence", 1);
    body.add("options", options);
    Answer answer = post("api/v1/query/execute", body.toString());
    assertEquals("[[\"Cy\"]]", rows(answer).toString());
    assertEquals(2, conversation(answer).size());
  }

  @Test
  void aConnectionKeepsNoneOfIt() throws Exception {
    model.answer("names of customers", NAMES).answer("only those rated above 1.6", RATED);
    ask("api/v1/query", "names of customers", new JsonArray());
    Answer alone = ask("only those rated above 1.6");
    assertEquals(200, alone.status(), alone.text());
    assertFalse(alone.json().has("conversation"));
    assertFalse(lastPrompt().contains(NAMES), lastPrompt());
  }

  @Test
  void whatIsNoConversationIsRefused() throws Exception {
    for (String bad :
        new String[] {
          "{}",
          "[1]",
          "[{\"question\": \"x\"}]",
          "[{\"question\": \"\", \"sql\": \"SELECT 1\"}]",
          "[{\"question\": \"x\", \"sql\": \"SELECT 1\", \"more\": 1}]",
          "["
              + "{\"question\": \"x\", \"sql\": \"SELECT 1\"},".repeat(20)
              + "{\"question\": \"x\", \"sql\": \"SELECT 1\"}]"
        }) {
      String body = "{\"question\": \"names\", \"conversation\": " + bad + "}";
      assertProblem(400, "invalid_request", post("api/v1/query", body));
    }
    String none = "{\"sql\": \"SELECT 1\", \"conversation\": []}";
    assertProblem(400, "invalid_request", post("api/v1/validate", none));
    assertProblem(400, "invalid_request", post("api/v1/query/execute", none));
  }
}
