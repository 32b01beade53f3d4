package org.nljdbc.translate;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import org.nljdbc.spi.LanguageModelException;

/** Turns a model's failure into the SQLException that {@link LanguageModelException} promises. */
final class ModelErrors {

  private ModelErrors() {}

  static SQLException toSql(LanguageModelException e) {
    String text = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case NOT_FOUND, CORRUPT, FAILED -> new SQLNonTransientException(text, "58000", e);
      case UNSUPPORTED -> new SQLFeatureNotSupportedException(text, "0A000", e);
      case TOO_LONG -> new SQLNonTransientException(text, "54000", e);
      case UNREACHABLE -> new SQLTransientException(text, "HV00N", e);
      case OVERLOADED -> new SQLTransientException(text, "53000", e);
      case OUT_OF_MEMORY -> new SQLTransientException(text, "53200", e);
      case CANCELLED -> new SQLException(text, "57014", e);
      case DEADLINE -> new SQLTimeoutException(text, "57014", e);
    };
  }
}
