package org.nljdbc.it.chaos;

/** What the server depends on, and what can fail. */
enum Part {
  POSTGRESQL,
  MARIADB,
  MODEL
}
