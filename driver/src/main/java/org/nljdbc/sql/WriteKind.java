package org.nljdbc.sql;

/** What a statement does to the rows of a table. */
public enum WriteKind {
  /** Adds rows. */
  INSERT,
  /** Changes rows. */
  UPDATE,
  /** Removes rows. */
  DELETE
}
