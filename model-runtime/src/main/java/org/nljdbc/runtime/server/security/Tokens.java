package org.nljdbc.runtime.server.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.server.config.JwtConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JSON Web Tokens: signature by one algorithm, expiry, audience, issuer. */
final class Tokens {

  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
  private static final int CLOCK_SKEW_SECONDS = 30;

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final String rolesClaim;

  /**
   * Makes it.
   *
   * @param config which tokens are accepted
   * @throws IOException if the file with the keys cannot be read
   */
  Tokens(JwtConfig config) throws IOException {
    JWKSet keys;
    try {
      keys = JWKSet.load(config.jwks().toFile()).toPublicJWKSet();
    } catch (ParseException e) {
      throw new IOException(config.jwks() + " is not a JSON Web Key Set", e);
    }
    rolesClaim = config.rolesClaim();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.parse(config.algorithm()), new ImmutableJWKSet<>(keys)));
    @Nullable JWTClaimsSet exact =
        config.issuer() == null ? null : new JWTClaimsSet.Builder().issuer(config.issuer()).build();
    DefaultJWTClaimsVerifier<SecurityContext> verifier =
        new DefaultJWTClaimsVerifier<>(config.audience(), exact, Set.of("sub", "exp"));
    verifier.setMaxClockSkew(CLOCK_SKEW_SECONDS);
    processor.setJWTClaimsSetVerifier(verifier);
  }

  /** Whom a token names, if it is valid. Why it is not is nobody's business but the log's. */
  Optional<Caller> find(String token) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      return Optional.of(new Caller(claims.getSubject(), Role.known(roles(claims))));
    } catch (ParseException | BadJOSEException | JOSEException e) {
      LOG.debug("a token was refused: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** A list of texts, or one text with blanks between them, as OAuth writes scopes. */
  private List<String> roles(JWTClaimsSet claims) throws ParseException {
    Object value = claims.getClaim(rolesClaim);
    if (value instanceof String text) {
      return List.of(text.strip().split("\\s+"));
    }
    List<String> roles = claims.getStringListClaim(rolesClaim);
    return roles == null ? List.of() : roles;
  }
}
