package org.nljdbc.runtime.server.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.Fields;

/**
 * Which JSON Web Tokens are accepted.
 *
 * @param jwks file with the public keys (a JWK set)
 * @param algorithm the one signature algorithm, such as {@code RS256}
 * @param audience what {@code aud} must hold
 * @param issuer what {@code iss} must be, or null for any
 * @param rolesClaim the claim with the roles
 */
public record JwtConfig(
    Path jwks, String algorithm, String audience, @Nullable String issuer, String rolesClaim) {

  /** Algorithms whose keys are public; shared secrets and {@code none} are not among them. */
  private static final List<String> ALGORITHMS =
      List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  static @Nullable JwtConfig read(Fields security) {
    if (!security.has("jwt")) {
      return null;
    }
    Fields fields = security.object("jwt");
    JwtConfig jwt =
        new JwtConfig(
            Path.of(fields.text("jwks")),
            fields.choice("algorithm", "RS256", ALGORITHMS),
            fields.text("audience"),
            fields.optionalText("issuer"),
            fields.text("rolesClaim", "roles"));
    fields.done();
    return jwt;
  }
}
