package org.nljdbc.jdbc;

import java.sql.SQLException;
import java.sql.Wrapper;

/** Decides what {@link Wrapper#unwrap} reaches: us, the real driver's object, what lies behind. */
final class Unwrapping {

  private Unwrapping() {}

  static <T> T unwrap(Wrapper wrapper, Wrapper delegate, Class<T> type) throws SQLException {
    if (type != null && type.isInstance(wrapper)) {
      return type.cast(wrapper);
    }
    if (type != null && type.isInstance(delegate)) {
      return type.cast(delegate);
    }
    return delegate.unwrap(type);
  }

  static boolean isWrapperFor(Wrapper wrapper, Wrapper delegate, Class<?> type)
      throws SQLException {
    return (type != null && (type.isInstance(wrapper) || type.isInstance(delegate)))
        || delegate.isWrapperFor(type);
  }
}
