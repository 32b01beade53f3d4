package org.nljdbc.runtime.server.security;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.nljdbc.runtime.config.InvalidFieldException;

/** What a caller may do. */
public enum Role {
  /** Ask for SQL, see schemas, and have SQL checked. */
  ASK,
  /** All of {@link #ASK}, and see rows. */
  EXECUTE,
  /** Everything: databases and the model, too. */
  ADMIN;

  /** The name as callers and files write it. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether one of these roles is this one or holds it. */
  public boolean isHeldBy(Set<Role> roles) {
    return roles.stream().anyMatch(each -> each.compareTo(this) >= 0);
  }

  /**
   * Reads roles.
   *
   * @param field where they stand, for messages
   * @param names their names
   * @return the roles, at least one
   * @throws InvalidFieldException if a name is unknown, or there is none
   */
  public static Set<Role> read(String field, List<String> names) {
    Set<Role> roles = known(names);
    if (roles.size() < Set.copyOf(names).size() || roles.isEmpty()) {
      throw new InvalidFieldException(field, "must name at least one of ask, execute and admin");
    }
    return roles;
  }

  /** Those of the names that are roles. */
  static Set<Role> known(List<String> names) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (Role role : values()) {
      if (names.contains(role.title())) {
        roles.add(role);
      }
    }
    return roles;
  }
}
