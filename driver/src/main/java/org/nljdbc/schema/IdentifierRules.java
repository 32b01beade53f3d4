package org.nljdbc.schema;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How a database compares the names that are written in SQL with the names that it stores.
 *
 * @param unquoted what happens to a name without quotes
 * @param quotedExact whether a quoted name must match letter by letter
 * @param quote the character that quotes a name; empty if names cannot be quoted
 */
public record IdentifierRules(Fold unquoted, boolean quotedExact, String quote) {

  /** What happens to a name without quotes. */
  public enum Fold {
    /** It becomes upper case. */
    UPPER,
    /** It becomes lower case. */
    LOWER,
    /** It stays as it is and must match letter by letter. */
    EXACT,
    /** Case does not matter. */
    INSENSITIVE
  }

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Rules under which case never matters, with double quotes. */
  public static final IdentifierRules INSENSITIVE =
      new IdentifierRules(Fold.INSENSITIVE, false, "\"");

  /**
   * The rules for tables that lie in another database than the one that is meant. In which case
   * that one keeps its names is not known, so case does not matter.
   *
   * @param dialect the dialect that is meant
   * @return the rules, with the dialect's quotes
   */
  public static IdentifierRules usual(Dialect dialect) {
    return dialect.isMySqlFamily()
        ? new IdentifierRules(Fold.INSENSITIVE, false, "`")
        : INSENSITIVE;
  }

  /**
   * Reads the rules of a database.
   *
   * @param dialect its dialect
   * @param metaData its metadata
   * @return the rules
   * @throws SQLException as the driver throws it
   */
  public static IdentifierRules read(Dialect dialect, DatabaseMetaData metaData)
      throws SQLException {
    String reported = metaData.getIdentifierQuoteString();
    String quote = reported == null ? "" : reported.trim();
    if (dialect == Dialect.SQLITE) {
      return INSENSITIVE;
    }
    if (dialect.isMySqlFamily()) {
      // Column names never depend on case; table names do on some servers, which then say so.
      return new IdentifierRules(Fold.INSENSITIVE, false, quote.isEmpty() ? "`" : quote);
    }
    Fold fold;
    if (metaData.storesUpperCaseIdentifiers()) {
      fold = Fold.UPPER;
    } else if (metaData.storesLowerCaseIdentifiers()) {
      fold = Fold.LOWER;
    } else {
      fold = metaData.supportsMixedCaseIdentifiers() ? Fold.EXACT : Fold.INSENSITIVE;
    }
    return new IdentifierRules(fold, metaData.supportsMixedCaseQuotedIdentifiers(), quote);
  }

  /**
   * Whether a name as written means a stored name.
   *
   * @param written the name without its quotes
   * @param isQuoted whether it stood in quotes
   * @param stored the name as the database stores it
   * @return true if they are the same name
   */
  public boolean same(String written, boolean isQuoted, String stored) {
    if (isQuoted) {
      return quotedExact ? written.equals(stored) : written.equalsIgnoreCase(stored);
    }
    return switch (unquoted) {
      case UPPER -> written.toUpperCase(Locale.ROOT).equals(stored);
      case LOWER -> written.toLowerCase(Locale.ROOT).equals(stored);
      case EXACT -> written.equals(stored);
      case INSENSITIVE -> written.equalsIgnoreCase(stored);
    };
  }

  /**
   * Writes a stored name so that SQL means it.
   *
   * @param stored the name as the database stores it
   * @return the name, quoted only where it must be
   */
  public String write(String stored) {
    boolean plain =
        PLAIN.matcher(stored).matches()
            && same(stored, false, stored)
            && !ReservedWords.contains(stored);
    return plain ? stored : quoted(stored);
  }

  /**
   * Writes a stored name for people and models: as {@link #write}, but in lower case where names
   * without quotes become upper case anyway. Models read and write lower case better.
   *
   * @param stored the name as the database stores it
   * @return the name, quoted only where it must be; it means the same in SQL
   */
  public String shown(String stored) {
    String written = write(stored);
    return unquoted == Fold.UPPER && written.equals(stored)
        ? stored.toLowerCase(Locale.ROOT)
        : written;
  }

  /**
   * Quotes a stored name in any case.
   *
   * @param stored the name as the database stores it
   * @return the name in quotes, or as it is where the database has no quotes
   */
  public String quoted(String stored) {
    return quote.isEmpty() ? stored : quote + stored.replace(quote, quote + quote) + quote;
  }
}
