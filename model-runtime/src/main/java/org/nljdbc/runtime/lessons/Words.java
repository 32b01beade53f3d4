package org.nljdbc.runtime.lessons;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of tables and columns as people say them. */
final class Words {

  private static final Pattern PARTS =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

  private Words() {}

  /** {@code OrderDate}, {@code order_date} and {@code ORDER_DATE} are all "order date". */
  static String of(String name) {
    return PARTS.matcher(name).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }
}
