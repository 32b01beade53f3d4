package org.nljdbc.runtime.server.api;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.server.http.ProblemException;
import org.nljdbc.runtime.server.http.Problems;

/**
 * Where the next page of an answer begins, as a text that callers hand back. It holds all that is
 * needed, so that the server keeps nothing between pages, and a seal, so that only SQL which was
 * checked comes back. Unless it is told a key, a server's seal is its own: after a restart its
 * cursors are refused.
 */
final class Cursor {

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /**
   * The place of a page.
   *
   * @param database the database's name
   * @param sql the SQL that runs again
   * @param offset rows that have been sent
   * @param maxRows most rows of the page
   */
  record Page(String database, String sql, int offset, int maxRows) {}

  /**
   * Makes it.
   *
   * @param shared the key of all servers that take each other's cursors; null for one of its own
   */
  Cursor(@Nullable String shared) {
    byte[] secret = new byte[32];
    if (shared == null) {
      new SecureRandom().nextBytes(secret);
    } else {
      secret = shared.getBytes(StandardCharsets.UTF_8);
    }
    key = new SecretKeySpec(secret, ALGORITHM);
  }

  String write(Page page) {
    JsonObject json = new JsonObject();
    json.addProperty("d", page.database);
    json.addProperty("s", page.sql);
    json.addProperty("o", page.offset);
    json.addProperty("m", page.maxRows);
    byte[] content = json.toString().getBytes(StandardCharsets.UTF_8);
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString(content) + "." + encoder.encodeToString(seal(content));
  }

  Page read(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      throw refused();
    }
    byte[] content;
    byte[] seal;
    try {
      content = Base64.getUrlDecoder().decode(text.substring(0, dot));
      seal = Base64.getUrlDecoder().decode(text.substring(dot + 1));
    } catch (IllegalArgumentException e) {
      throw refused();
    }
    if (!MessageDigest.isEqual(seal, seal(content))) {
      throw refused();
    }
    JsonObject json =
        JsonParser.parseString(new String(content, StandardCharsets.UTF_8)).getAsJsonObject();
    return new Page(
        json.get("d").getAsString(),
        json.get("s").getAsString(),
        json.get("o").getAsInt(),
        json.get("m").getAsInt());
  }

  private static ProblemException refused() {
    return Problems.invalid(
            "cursor",
            "This cursor is none of this server's, or sealed by another key: begin again.")
        .asException();
  }

  private byte[] seal(byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
