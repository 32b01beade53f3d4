package org.nljdbc.runtime.server.security;

import java.util.Set;

/**
 * Who calls.
 *
 * @param name for logs and limits
 * @param roles what they may do
 */
public record Caller(String name, Set<Role> roles) {

  /** Whoever calls a server at an address of this machine alone, which has no keys. */
  static final String LOCAL = "local";

  /** Those whose keys or tokens are not valid share a limit under this and their address. */
  static final String REFUSED = "refused ";

  /** Keeps its own copy of the roles. */
  public Caller {
    roles = Set.copyOf(roles);
  }

  /**
   * Whether a name is the server's own for callers without one: limits, logs and pins go by names,
   * so nobody else can have it.
   *
   * @param name a name
   */
  public static boolean isReserved(String name) {
    return name.equals(LOCAL) || name.startsWith(REFUSED);
  }
}
