package org.nljdbc.translate;

/** What has become of a connection's schema since it was last read. */
public enum SchemaNews {
  /**
   * It may be another, for this connection alone as yet: what is read from now on is kept from
   * other connections, until news of another kind comes.
   */
  UNCOMMITTED,
  /** It may be another for this connection: part of a transaction was taken back, or it moved. */
  OWN,
  /** It may be another for every connection to the same database. */
  COMMITTED
}
