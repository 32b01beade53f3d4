package org.nljdbc.settings;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A URL of this driver, parted into the real driver's URL and our own parameters.
 *
 * <p>{@code jdbc:nl:} is taken off once. A parameter {@code nl.name=value} may stand among those of
 * the real URL in either of the two usual styles, {@code ?a=b&nl.name=value} (the value may be
 * percent-encoded) and {@code ;a=b;nl.name=value} (the value may stand in braces). Nothing else of
 * the URL changes by a single character.
 *
 * @param realUrl what the real driver gets, beginning with {@code jdbc:}
 * @param parameters our parameters as written, in their order; a repeated name has its last value
 */
public record NlUrl(String realUrl, Map<String, String> parameters) {

  /** What our URLs begin with, in any case. */
  public static final String PREFIX = "jdbc:nl:";

  /** Keeps its own copy of the parameters. */
  public NlUrl {
    parameters =
        parameters.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  private static final String REAL_PREFIX = "jdbc:";

  /** Whether a URL is one of ours; null is not. */
  public static boolean matches(@Nullable String url) {
    return url != null && url.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  /**
   * Parts a URL.
   *
   * @param url one that {@link #matches}
   * @return its parts
   * @throws IllegalArgumentException if it is not ours
   */
  public static NlUrl parse(String url) {
    if (!matches(url)) {
      throw new IllegalArgumentException("a URL of this driver begins with " + PREFIX);
    }
    String real = REAL_PREFIX.concat(url.substring(PREFIX.length()));
    return hasOurs(real) ? parted(real) : new NlUrl(real, Map.of());
  }

  /** Whether one of our parameters may be there; most URLs have none, and are not copied. */
  private static boolean hasOurs(String url) {
    for (int at = 0; at < url.length(); at++) {
      char c = url.charAt(at);
      if ((c == '?' || c == '&' || c == ';') && oursBegins(url, at + 1)) {
        return true;
      }
    }
    return false;
  }

  private static NlUrl parted(String url) {
    String real = url;
    Map<String, String> parameters = new LinkedHashMap<>();
    StringBuilder kept = new StringBuilder();
    boolean query = false;
    int at = 0;
    while (at < real.length()) {
      char c = real.charAt(at);
      boolean opensQuery = c == '?' && !query;
      boolean separates = opensQuery || (c == '&' && query) || (c == ';' && !escaped(real, at));
      query |= opensQuery;
      if (!separates || !oursBegins(real, at + 1)) {
        kept.append(c);
        at++;
        continue;
      }
      int nameEnd = endOfName(real, at + 1);
      boolean hasValue = nameEnd < real.length() && real.charAt(nameEnd) == '=';
      int from = hasValue ? nameEnd + 1 : nameEnd;
      int end = c == ';' ? endOfSemicolonValue(real, from) : endOfQueryValue(real, from);
      String value = real.substring(from, end);
      parameters.put(real.substring(at + 1, nameEnd), c == ';' ? unbraced(value) : decoded(value));
      at = end;
      if (opensQuery && at < real.length() && real.charAt(at) == '&') {
        // The question mark now opens the next parameter, which may be ours as well.
        real = real.substring(0, at) + '?' + real.substring(at + 1);
        query = false;
      } else if (opensQuery) {
        query = false;
      }
    }
    return new NlUrl(kept.toString(), parameters);
  }

  /** H2 writes a semicolon within a value as {@code \;}. */
  private static boolean escaped(String url, int at) {
    return at > 0 && url.charAt(at - 1) == '\\';
  }

  private static boolean oursBegins(String url, int from) {
    return url.regionMatches(true, from, Setting.PREFIX, 0, Setting.PREFIX.length());
  }

  private static int endOfName(String url, int from) {
    int at = from;
    while (at < url.length() && isNamePart(url.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
  }

  private static int endOfQueryValue(String url, int from) {
    int at = from;
    while (at < url.length() && "&#".indexOf(url.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static int endOfSemicolonValue(String url, int from) {
    if (url.startsWith("{", from)) {
      int brace = url.indexOf('}', from);
      if (brace >= 0) {
        return brace + 1;
      }
    }
    int at = url.indexOf(';', from);
    return at < 0 ? url.length() : at;
  }

  private static String unbraced(String value) {
    return value.startsWith("{") && value.endsWith("}")
        ? value.substring(1, value.length() - 1)
        : value;
  }

  /** Percent-decodes; a plus stays a plus, and what is no valid encoding stays as it is. */
  private static String decoded(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(bytes[i + 2], 16) : -1;
      if (low >= 0) {
        out.put((byte) (high * 16 + low));
        i += 2;
      } else {
        out.put(bytes[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
    } catch (CharacterCodingException notText) {
      return value;
    }
  }
}
