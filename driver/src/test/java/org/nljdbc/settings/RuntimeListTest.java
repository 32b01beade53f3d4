package org.nljdbc.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.ModelServer;

class RuntimeListTest {

  private static List<ModelOptions> chain(String... settings) throws SQLException {
    return settings(settings).modelChain();
  }

  private static Settings settings(String... settings) throws SQLException {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      given.put(settings[i], settings[i + 1]);
    }
    return Settings.of(given);
  }

  private static ModelServer server(ModelOptions options) {
    return Objects.requireNonNull(options.server());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "embedded", " Embedded "})
  void noServerIsNamedByDefault(String runtime) throws SQLException {
    List<ModelOptions> chain = chain("nl.runtime", runtime, "nl.model", "/m.gguf");
    assertEquals(1, chain.size());
    assertNull(chain.get(0).server());
    assertEquals("/m.gguf", chain.get(0).model());
    assertEquals(!runtime.isEmpty(), chain.get(0).isHere());
  }

  @Test
  void aPlaceThatNobodyNamesIsOptionalAndSoonFree() throws SQLException {
    ModelOptions auto = chain("nl.runtime", "Auto").get(0);
    assertTrue(auto.isOptional() && !auto.isHere());
    assertEquals(new ModelOptions.Shared("", 300, true), auto.shared());
    assertEquals(chain().get(0), auto);
    assertEquals(chain("nl.runtime", "embedded").get(0), auto.here());
    assertEquals(
        new ModelOptions.Shared("", 700, true),
        chain("nl.runtime", "auto", "nl.runtime.idle", "700").get(0).shared());
    assertFalse(chain("nl.runtime", "process").get(0).isOptional());
    assertEquals(new ModelOptions.Shared("", 900), chain("nl.runtime", "process").get(0).shared());
    assertEquals(2, chain("nl.runtime", "http://localhost:1,auto").size());
  }

  @Test
  void theSharedRuntimeHasTheModelThatIsNamed() throws SQLException {
    List<ModelOptions> chain =
        chain("nl.runtime", " Process,embedded", "nl.model", "/m.gguf", "nl.runtime.idle", "60");
    assertEquals(2, chain.size());
    assertEquals(new ModelOptions.Shared("", 60), chain.get(0).shared());
    assertEquals("/m.gguf", chain.get(0).model());
    assertNull(chain.get(1).shared());
    assertEquals("/m.gguf", chain.get(1).model());
    List<ModelOptions> beside = chain("nl.runtime", "https://a,process", "nl.model", "qwen");
    assertEquals(ModelOptions.EMBEDDED, beside.get(1).model());
  }

  @Test
  void placesKeepTheirOrderAndTheirKeys() throws SQLException {
    List<ModelOptions> chain =
        chain(
            "nl.runtime", "https://a, embedded ,http://localhost:1,https://c",
            "nl.runtime.key", "ka,, env:C",
            "nl.model", "qwen",
            "nl.contextTokens", "4000");
    assertEquals(4, chain.size());
    assertEquals("ka", server(chain.get(0)).key());
    assertEquals("qwen", chain.get(0).model());
    assertEquals(4000, chain.get(0).contextTokens());
    assertNull(chain.get(1).server());
    assertEquals(ModelOptions.EMBEDDED, chain.get(1).model());
    assertEquals("", server(chain.get(2)).key());
    assertEquals("env:C", server(chain.get(3)).key());
  }

  @Test
  void aSingleKeyIsForTheFirstServerOnly() throws SQLException {
    List<ModelOptions> chain = chain("nl.runtime", "https://a,https://b", "nl.runtime.key", "k");
    assertEquals("k", server(chain.get(0)).key());
    assertEquals("", server(chain.get(1)).key());
  }

  @ParameterizedTest
  @CsvSource({
    "'https://a,,https://b', place 2",
    "'https://a,elsewhere', place 2",
    "'http://a.example', nl.runtime.cleartext",
    "'https://a,https://a', twice",
    "'embedded,embedded', twice",
    "'https://u:hidden@a', nl.runtime.key"
  })
  void whatIsNotValidIsToldAtTheConnection(String runtime, String told) {
    SQLException e = assertThrows(SQLException.class, () -> chain("nl.runtime", runtime));
    assertEquals("22023", e.getSQLState());
    assertTrue(String.valueOf(e.getMessage()).contains(told), e::getMessage);
    assertFalse(e.toString().contains("hidden"));
  }

  @Test
  void moreKeysThanServersAreAMistake() {
    SQLException e =
        assertThrows(
            SQLException.class,
            () -> chain("nl.runtime", "https://a", "nl.runtime.key", "hidden1,hidden2"));
    assertEquals("22023", e.getSQLState());
    assertFalse(e.toString().contains("hidden"));
  }

  @Test
  void samplesLeaveTheMachineOnlyWhereTheyAreAskedFor() throws SQLException {
    assertEquals(0, settings("nl.runtime", "https://a").getInt(Setting.SAMPLES));
    assertEquals(0, settings("nl.runtime", "embedded,https://a").getInt(Setting.SAMPLES));
    assertEquals(2, settings("nl.runtime", "https://a", "nl.samples", "2").getInt(Setting.SAMPLES));
    assertEquals(3, settings("nl.runtime", "http://localhost:1").getInt(Setting.SAMPLES));
  }

  @Test
  void secretsAreHiddenButTellSettingsApart() throws SQLException {
    Settings one = settings("nl.runtime", "https://a", "nl.runtime.key", "hidden1");
    Settings other = settings("nl.runtime", "https://a", "nl.runtime.key", "hidden2");
    assertFalse(one.toString().contains("hidden"), one::toString);
    assertNotEquals(one, other);
    assertEquals(one, settings("nl.runtime", "https://a", "nl.runtime.key", "hidden1"));
  }
}
