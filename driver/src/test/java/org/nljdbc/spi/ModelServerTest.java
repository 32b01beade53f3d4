package org.nljdbc.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelServerTest {

  @ParameterizedTest
  @CsvSource({
    "https://models.example.com, https://models.example.com/v1",
    "https://Models.Example.COM/, https://models.example.com/v1",
    "HTTPS://models.example.com:8443/Team/v1/, https://models.example.com:8443/Team/v1",
    "http://localhost:11434, http://localhost:11434/v1",
    "http://127.0.0.1:8000/v1, http://127.0.0.1:8000/v1",
    "http://[::1]:8000, http://[::1]:8000/v1",
    "https://10.0.0.7/api, https://10.0.0.7/api"
  })
  void aUrlHasOneForm(String written, String form) {
    assertEquals(form, ModelServer.of(written, "", false).address().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "models.example.com",
        "localhost:8000",
        "ftp://models.example.com",
        "file:///etc/passwd",
        "https://",
        "https:///v1",
        "https://a b",
        "https://host:0",
        "https://host:70000",
        "https://under_score",
        "https://me:hidden@models.example.com",
        "https://hidden@models.example.com",
        "https://models.example.com?key=hidden",
        "https://models.example.com/v1#hidden",
        "http://models.example.com",
        "http://10.0.0.7:8000",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://127.1",
        "http://0.0.0.0:8000",
        "http://[::ffff:10.0.0.7]"
      })
  void whatIsNoAddressOrWouldSendInTheClearIsRefused(String url) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ModelServer.of(url, "", false));
    assertFalse(String.valueOf(e.getMessage()).contains("hidden"), e::getMessage);
  }

  @Test
  void cleartextCanBeAllowed() {
    assertFalse(ModelServer.of("http://10.0.0.7:8000", "", true).isLoopback());
    assertTrue(ModelServer.of("http://localhost", "", false).isLoopback());
  }

  @Test
  void theKeyIsNeverShown() {
    ModelServer server = ModelServer.of("https://models.example.com", "sk-hidden", false);
    assertFalse(server.toString().contains("hidden"));
    assertFalse(ModelOptions.at(server, "m", 0).toString().contains("hidden"));
    assertEquals("models.example.com", server.host());
  }
}
