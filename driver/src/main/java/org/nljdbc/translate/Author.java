package org.nljdbc.translate;

import org.jspecify.annotations.Nullable;

/**
 * Who pins and rejects on one connection: the user of this process unless somebody else is named.
 */
final class Author {

  private volatile @Nullable String named;

  /** Names somebody; null for this process's user again. */
  void name(@Nullable String person) {
    named = person;
  }

  String name() {
    String person = named;
    return person == null ? System.getProperty("user.name", "unknown") : person;
  }
}
