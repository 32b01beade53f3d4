package org.nljdbc.runtime.server.config;

import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.config.InvalidFieldException;
import org.nljdbc.runtime.server.security.Caller;
import org.nljdbc.runtime.server.security.Role;

/**
 * An API key, by its digest.
 *
 * @param name whose it is, for logs
 * @param sha256 SHA-256 of the key, 64 hexadecimal digits
 * @param roles what its bearer may do
 */
public record KeyConfig(String name, String sha256, Set<Role> roles) {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-fA-F]{64}");

  /** Keeps its own copy of the roles. */
  public KeyConfig {
    roles = Set.copyOf(roles);
  }

  static KeyConfig read(Fields fields) {
    String digest = fields.text("sha256");
    if (!DIGEST.matcher(digest).matches()) {
      throw new InvalidFieldException(
          fields.at("sha256"), "must be the key's SHA-256 in 64 hexadecimal digits; see 'nl key'");
    }
    KeyConfig key =
        new KeyConfig(
            name(fields.at("name"), fields.text("name")),
            digest,
            Role.read(fields.at("roles"), fields.texts("roles")));
    fields.done();
    return key;
  }

  /**
   * A name that a key may have.
   *
   * @param field where it stands
   * @param name the name
   * @return the name
   * @throws InvalidFieldException if the server knows other callers by it
   */
  public static String name(String field, String name) {
    if (Caller.isReserved(name)) {
      throw new InvalidFieldException(
          field,
          "must be another name: the server itself calls those who have no key 'local', or"
              + " 'refused ' with an address behind it, and limits, logs and pins go by names");
    }
    return name;
  }

  /** The digest's 32 bytes. */
  public byte[] digest() {
    return HexFormat.of().parseHex(sha256);
  }
}
