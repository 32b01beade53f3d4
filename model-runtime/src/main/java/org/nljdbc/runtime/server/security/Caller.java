package org.nljdbc.runtime.server.security;

import java.util.Set;

/**
 * Who calls.
 *
 * @param name for logs and limits
 * @param roles what they may do
 */
public record Caller(String name, Set<Role> roles) {

  /** Keeps its own copy of the roles. */
  public Caller {
    roles = Set.copyOf(roles);
  }
}
