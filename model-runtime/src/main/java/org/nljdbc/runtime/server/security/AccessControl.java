package org.nljdbc.runtime.server.security;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.InvalidFieldException;
import org.nljdbc.runtime.server.config.SecurityConfig;
import org.nljdbc.runtime.server.config.ServerConfig;
import org.nljdbc.runtime.server.http.Problem;
import org.nljdbc.runtime.server.http.ProblemException;
import org.nljdbc.runtime.server.http.Problems;

/** Decides who calls, and whether they may. */
public final class AccessControl {

  private static final String CALLER = "nl.caller";
  private static final String BEARER = "bearer ";
  private static final Caller LOCAL = new Caller(Caller.LOCAL, EnumSet.allOf(Role.class));

  private final boolean secured;
  private final ApiKeys keys;
  private final @Nullable Tokens tokens;
  private final RateLimits limits;

  /**
   * Makes it.
   *
   * @param config what the server was told
   * @throws InvalidFieldException if it would be open to other machines
   * @throws IOException if the file with the tokens' keys cannot be read
   */
  public AccessControl(ServerConfig config) throws IOException {
    SecurityConfig security = config.security();
    secured = security.isSecured();
    if (!secured && !isLoopback(config.host())) {
      throw new InvalidFieldException(
          "host",
          "is reachable from other machines, so callers have to show who they are: set"
              + " security.keys or security.jwt, or listen at 127.0.0.1");
    }
    keys = new ApiKeys(security.keys());
    tokens = security.jwt() == null ? null : new Tokens(security.jwt());
    limits = new RateLimits(security);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new InvalidFieldException("host", "is not an address of this machine");
    }
  }

  /** Whether callers have to show a key or a token. */
  public boolean isSecured() {
    return secured;
  }

  /**
   * Lets a request through, or ends it with 401, 403 or 429.
   *
   * @param ctx the request
   * @param role what it takes
   */
  public void admit(Context ctx, Role role) {
    Caller caller = secured ? authenticated(ctx) : local(ctx);
    ctx.attribute(CALLER, caller);
    limits.take(caller.name());
    if (!role.isHeldBy(caller.roles())) {
      throw Problems.forbidden("This takes the role '" + role.title() + "', which you do not have.")
          .asException();
    }
  }

  /** Who sent a request that was let through. */
  public static Caller caller(Context ctx) {
    return Objects.requireNonNull(ctx.attribute(CALLER));
  }

  private Caller authenticated(Context ctx) {
    String shown = shown(ctx);
    if (shown == null) {
      throw Problems.unauthenticated(
              "Show your key or token as 'Authorization: Bearer ...', or your key as 'X-API-Key:"
                  + " ...'.")
          .asException();
    }
    Optional<Caller> found = keys.find(shown);
    if (found.isEmpty() && tokens != null) {
      found = tokens.find(shown);
      if (found.isPresent() && isTaken(found.get().name())) {
        throw refused(
            ctx,
            "The subject of this token is a name that this server knows somebody else by: that of"
                + " a key, 'local', or one that begins with 'refused '. Show a token with another"
                + " subject.");
      }
    }
    return found.orElseThrow(() -> refused(ctx, "This key or token is not valid here."));
  }

  /** Limits, logs and pins go by names, so a token's subject must not be another caller's. */
  private boolean isTaken(String subject) {
    return keys.isNamed(subject) || Caller.isReserved(subject);
  }

  private ProblemException refused(Context ctx, String detail) {
    limits.take(Caller.REFUSED + ctx.ip());
    return Problems.unauthenticated(detail).asException();
  }

  private static @Nullable String shown(Context ctx) {
    String key = ctx.header("X-API-Key");
    if (key != null) {
      return key;
    }
    String header = ctx.header("Authorization");
    boolean bearer = header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER);
    return bearer ? Objects.requireNonNull(header).substring(BEARER.length()).strip() : null;
  }

  /**
   * Whoever can reach this machine's own address. A page from elsewhere can as well, once its name
   * has been made to mean this address; its requests then have that name in Host.
   */
  private static Caller local(Context ctx) {
    String host = ctx.req().getServerName();
    if (!host.equals("localhost") && !isLoopbackLiteral(host)) {
      throw Problem.of(
              421,
              "wrong_host",
              "Wrong host",
              "This server answers as localhost only. To use another name, set security.keys.")
          .asException();
    }
    return LOCAL;
  }

  private static boolean isLoopbackLiteral(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return bare.equals("::1") || bare.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }
}
