package org.nljdbc.runtime.server.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import org.nljdbc.runtime.server.http.Router;
import org.nljdbc.runtime.server.http.Routes;

/** What describes the server: its OpenAPI document, and a page to try it. */
public final class DocumentRoutes implements Routes {

  private static final String NONCE = "NONCE";

  private final SecureRandom random = new SecureRandom();
  private final String openApi = resource("openapi.json");
  private final String page = resource("page.html");

  private static String resource(String name) {
    try (InputStream in = DocumentRoutes.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void addTo(Router router) {
    router.open("/openapi.json", ctx -> ctx.contentType("application/json").result(openApi));
    router.open("/", this::page);
  }

  /** The page may run its own script and call this server; nothing else. */
  private void page(Context ctx) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().encodeToString(bytes);
    ctx.header(
        "Content-Security-Policy",
        "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'; script-src 'nonce-"
            + nonce
            + "'; style-src 'nonce-"
            + nonce
            + "'");
    ctx.contentType("text/html;charset=utf-8").result(page.replace(NONCE, nonce));
  }
}
