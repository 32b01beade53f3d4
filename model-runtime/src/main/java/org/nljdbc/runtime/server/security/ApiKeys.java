package org.nljdbc.runtime.server.security;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.nljdbc.runtime.files.Sha256;
import org.nljdbc.runtime.server.config.KeyConfig;

/**
 * API keys. Only their digests are kept: keys are random and long, so that a plain digest cannot be
 * turned back.
 */
public final class ApiKeys {

  private static final int KEY_BYTES = 32;
  private static final String PREFIX = "nlk_";

  private final List<KeyConfig> keys;

  ApiKeys(List<KeyConfig> keys) {
    this.keys = keys;
  }

  /** The bearer of a key. All keys are compared, each in constant time. */
  Optional<Caller> find(String key) {
    byte[] digest = digest(key);
    Caller found = null;
    for (KeyConfig each : keys) {
      if (MessageDigest.isEqual(each.digest(), digest)) {
        found = new Caller(each.name(), each.roles());
      }
    }
    return Optional.ofNullable(found);
  }

  /** Whether a key has that name. */
  boolean isNamed(String name) {
    return keys.stream().anyMatch(key -> key.name().equals(name));
  }

  /** A new key. */
  public static String generate() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** SHA-256 of a key. */
  public static byte[] digest(String key) {
    return Sha256.bytes(key);
  }
}
