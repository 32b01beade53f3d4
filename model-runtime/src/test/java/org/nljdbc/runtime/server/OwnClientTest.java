package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.NlStatement;
import org.nljdbc.runtime.server.security.ApiKeys;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.translate.Translation;

/** The driver's own remote client with this server: {@code nl.runtime} from JDBC to the model. */
class OwnClientTest extends ServerTest {

  private final Properties settings = new Properties();

  /** What the client asks first, to see how the server reads texts. */
  @BeforeEach
  void answerProbes() {
    model.answer("<|im_start|>user\n1<|im_end|>", "one|||two");
  }

  private Connection open() throws SQLException {
    String runtime = server.uri().toString();
    settings.setProperty("nl.runtime", runtime.substring(0, runtime.length() - 1));
    return DriverManager.getConnection("jdbc:nl:sqlite:" + shop(), settings);
  }

  @Test
  void aQuestionIsAnsweredThroughTheServer() throws Exception {
    model.answer("names", "SELECT name FROM customers ORDER BY id");
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL: names of all")) {
      assertTrue(rows.next());
      assertEquals("Ann, \"A\"", rows.getString(1));
      Translation found = statement.unwrap(NlStatement.class).lastTranslation().orElseThrow();
      assertEquals("SELECT name FROM customers ORDER BY id", found.sql());
      assertTrue(
          found.confidence() > 0 && found.confidence() < 1, found::toString); // it came along
    }
    GenerationRequest last = model.asked.get(model.asked.size() - 1);
    // A text in the conversation's form: so the answer can be made to begin with SELECT.
    assertTrue(last.prompt().isText());
    assertTrue(last.prompt().answerPrefix().startsWith("<|im_start|>system\n"), last::toString);
    assertTrue(last.prompt().answerPrefix().endsWith("SELECT"), last::toString);
  }

  @Test
  void aKeyIsSentAndTold() throws Exception {
    String key = ApiKeys.generate();
    start(
        "security: {keys: [{name: ann, sha256: \"%s\", roles: [ask]}]}"
            .formatted(HexFormat.of().formatHex(ApiKeys.digest(key))));
    model.answer("names", "SELECT name FROM customers ORDER BY id");
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      SQLException e =
          assertThrows(SQLException.class, () -> statement.executeQuery("NL: names of all"));
      assertTrue(String.valueOf(e.getMessage()).contains("nl.runtime.key"), e::getMessage);
    }
    settings.setProperty("nl.runtime.key", key);
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL: names of all")) {
      assertTrue(rows.next());
    }
  }
}
