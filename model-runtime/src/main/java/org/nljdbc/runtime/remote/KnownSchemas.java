package org.nljdbc.runtime.remote;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.nljdbc.schema.Schema;
import org.nljdbc.sql.SqlConstraint;

/** The schemas that a server was told, so that each is sent once. Safe for many threads. */
final class KnownSchemas {

  private static final int MOST = 100;

  /** Whether the server has taken it. */
  private final Cache<String, Boolean> told = Caffeine.newBuilder().maximumSize(MOST).build();

  /** By the schema's fingerprint, since writing a large one takes milliseconds. */
  private final Cache<String, SentConstraint> written =
      Caffeine.newBuilder().maximumSize(MOST).build();

  /** The constraint as it is sent. */
  SentConstraint sent(SqlConstraint constraint, String answerBegins) {
    Schema schema = constraint.schema();
    SentConstraint known =
        written.get(
            schema.fingerprint(), fingerprint -> SentConstraint.of(constraint, answerBegins));
    return new SentConstraint(
        answerBegins, constraint.parameters(), known.schema(), known.digest());
  }

  boolean isTold(SentConstraint constraint) {
    return Boolean.TRUE.equals(told.getIfPresent(constraint.digest()));
  }

  void told(SentConstraint constraint) {
    told.put(constraint.digest(), true);
  }

  /** The server takes no constraint with this schema. */
  void refused(SentConstraint constraint) {
    told.put(constraint.digest(), false);
  }

  boolean isRefused(SentConstraint constraint) {
    return Boolean.FALSE.equals(told.getIfPresent(constraint.digest()));
  }

  void forgotten(SentConstraint constraint) {
    told.invalidate(constraint.digest());
  }
}
