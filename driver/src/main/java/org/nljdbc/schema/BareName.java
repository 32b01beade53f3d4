package org.nljdbc.schema;

import java.util.Locale;
import java.util.regex.Pattern;

/** What is left of a name where case and marks do not count. */
public final class BareName {

  private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]");

  private BareName() {}

  /**
   * Letters and digits only: {@code order_items}, {@code OrderItems} and "order items" alike.
   *
   * @param name a name or a phrase
   * @return its letters and digits in lower case
   */
  public static String of(String name) {
    return OTHERS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
  }
}
