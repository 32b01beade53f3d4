package org.nljdbc.runtime.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Timestamp;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When two values of results count as the same. Numbers of any type are equal within {@value
 * #TOLERANCE} of the larger; a boolean is 0 or 1; text that reads as a number is that number, since
 * a column's type differs between databases; other text is equal character by character but for
 * white space around it; NULL equals NULL.
 */
public final class Values {

  /** Greatest relative difference of two equal numbers. */
  public static final double TOLERANCE = 1e-6;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,300}(\\.\\d{0,300})?|\\.\\d{1,300})([eE][+-]?\\d{1,2})?");
  private static final MathContext KEY_DIGITS = new MathContext(7);

  private Values() {}

  /**
   * The normal form of a value.
   *
   * @param value what a result set returned
   * @return null, a BigDecimal, or a String
   */
  public static @Nullable Object normal(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof Boolean bool) {
      return bool ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    if (value instanceof Timestamp timestamp) {
      return timestamp.toString().replaceFirst("\\.0$", "");
    }
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    String text = value.toString().strip(); // NaN and infinities stay text
    return NUMBER.matcher(text).matches() ? new BigDecimal(text) : text;
  }

  /** Whether two normal values are the same. */
  static boolean same(@Nullable Object left, @Nullable Object right) {
    if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
      BigDecimal larger = a.abs().max(b.abs());
      return a.subtract(b).abs().compareTo(larger.multiply(BigDecimal.valueOf(TOLERANCE))) <= 0;
    }
    return left == null ? right == null : left.equals(right);
  }

  /** A text that is equal for most equal values, and differs for different ones. */
  static String key(@Nullable Object normal) {
    if (normal instanceof BigDecimal number) {
      return "n" + number.round(KEY_DIGITS).stripTrailingZeros().toPlainString();
    }
    return normal == null ? "0" : "t" + normal;
  }
}
