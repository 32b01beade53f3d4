package org.nljdbc.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Digests of texts, as cache keys. */
public final class Digests {

  private Digests() {}

  /**
   * SHA-256 over texts, each told apart from the next.
   *
   * @param texts the texts; null differs from empty
   * @return 64 hexadecimal digits
   */
  public static String of(@Nullable String... texts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String text : texts) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        String head = text == null ? "-;" : bytes.length + ";";
        sha.update(head.getBytes(StandardCharsets.US_ASCII));
        sha.update(bytes);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
