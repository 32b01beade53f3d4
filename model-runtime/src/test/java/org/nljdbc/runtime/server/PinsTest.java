package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.translate.Registry;

/** What callers say of answers. */
class PinsTest extends ServerTest {

  private static final String NAMES = "SELECT name FROM customers ORDER BY id";

  /** What other tests have asked is not what is said to be right or wrong here. */
  @BeforeEach
  void forget() {
    Registry.shared().release();
  }

  private Answer say(String verdict, String question) throws Exception {
    return post("api/v1/feedback", body("question", question, "verdict", verdict).toString());
  }

  private static JsonObject only(Answer answer) {
    assertEquals(200, answer.status(), answer.text());
    assertEquals(1, answer.json().getAsJsonArray("pins").size(), answer.text());
    return answer.json().getAsJsonArray("pins").get(0).getAsJsonObject();
  }

  private static String sql(Answer answer) {
    assertEquals(200, answer.status(), answer.text());
    return answer.json().get("sql").getAsString();
  }

  @Test
  void whatIsRightIsPinned() throws Exception {
    model.answer("names of all", NAMES);
    assertEquals("pinned", only(say("right", "names of all")).get("status").getAsString());
    JsonObject pin = only(get("api/v1/pins"));
    assertEquals("holds", pin.get("status").getAsString());
    assertEquals(NAMES, pin.get("sql").getAsString());
    int asked = model.asked.size();
    assertEquals(NAMES, sql(ask("Names of  all?")));
    assertEquals(asked, model.asked.size());
  }

  @Test
  void sqlThatIsRightIsPinnedInPlaceOfTheAnswer() throws Exception {
    model.answer("cities", "SELECT name FROM customers");
    sql(ask("cities"));
    JsonObject said =
        body("question", "cities", "verdict", "wrong", "sql", "SELECT city FROM cities");
    assertEquals(
        "pinned", only(post("api/v1/feedback", said.toString())).get("status").getAsString());
    assertEquals("SELECT city FROM cities", sql(ask("cities")));
    said.addProperty("sql", "DELETE FROM cities");
    assertProblem(422, "no_sql_found", post("api/v1/feedback", said.toString()));
    assertEquals("SELECT city FROM cities", sql(ask("cities")));
  }

  @Test
  void whatIsWrongIsNotGivenAgain() throws Exception {
    model.answer("names of all", "SELECT name FROM customers ||| " + NAMES);
    String wrong = sql(ask("names of all"));
    JsonObject rejected = only(say("wrong", "names of all"));
    assertEquals("rejected", rejected.get("status").getAsString());
    assertEquals(wrong, rejected.get("sql").getAsString());
    model.answer("names of all", NAMES);
    assertEquals(NAMES, sql(ask("names of all")));
    assertEquals(0, get("api/v1/pins").json().getAsJsonArray("pins").size());
  }

  @Test
  void whatIsSaidHasToBeClear() throws Exception {
    assertProblem(400, "invalid_request", say("perhaps", "names"));
    assertProblem(400, "invalid_request", post("api/v1/feedback", "{\"question\": \"names\"}"));
    assertProblem(400, "invalid_request", say("right", " "));
    assertProblem(404, "not_found", get("api/v1/pins?database=other"));
  }

  @Test
  void aLockFileThatIsDamagedSaysSo() throws Exception {
    Files.writeString(lockFile(), "nonsense");
    Answer answer = get("api/v1/pins");
    assertProblem(502, "database_failed", answer);
    assertTrue(answer.text().contains("lock file"), answer.text());
  }
}
