package org.nljdbc.sql;

import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;

/** Names as they are written in SQL, with or without quotes. */
final class Names {

  private Names() {}

  static boolean isQuoted(String written) {
    return written.length() >= 2
        && switch (written.charAt(0)) {
          case '"' -> written.endsWith("\"");
          case '\'' -> written.endsWith("'");
          case '`' -> written.endsWith("`");
          case '[' -> written.endsWith("]");
          default -> false;
        };
  }

  static String unquote(String written) {
    if (!isQuoted(written)) {
      return written;
    }
    String inner = written.substring(1, written.length() - 1);
    String quote = written.substring(written.length() - 1);
    return quote.equals("]") ? inner : inner.replace(quote + quote, quote);
  }

  /** Whether a written name means a stored one. */
  static boolean same(IdentifierRules rules, String written, String stored) {
    return rules.same(unquote(written), isQuoted(written), stored);
  }

  static boolean among(IdentifierRules rules, String written, java.util.Collection<String> stored) {
    return stored.stream().anyMatch(name -> same(rules, written, name));
  }

  /** Whether a qualifier as written means the schema that was read. */
  static boolean isSchema(Schema schema, String written) {
    if (schema.dialect() == Dialect.SQLITE) {
      return unquote(written).equalsIgnoreCase("main");
    }
    String own = schema.name() != null ? schema.name() : schema.catalog();
    return own != null && same(schema.rules(), written, own);
  }

  /** The name that a written alias makes: what the database would store. */
  static String stored(IdentifierRules rules, String written) {
    String name = unquote(written);
    if (isQuoted(written)) {
      return name;
    }
    return switch (rules.unquoted()) {
      case UPPER -> name.toUpperCase(java.util.Locale.ROOT);
      case LOWER -> name.toLowerCase(java.util.Locale.ROOT);
      case EXACT, INSENSITIVE -> name;
    };
  }
}
