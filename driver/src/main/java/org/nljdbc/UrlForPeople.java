package org.nljdbc;

import java.util.regex.Pattern;

/** Makes a URL fit for a message or log. */
final class UrlForPeople {

  private static final Pattern SECRET_PARAMETER =
      Pattern.compile(
          "(?i)((?:password|passwd|pwd|pass|secret|token|key|passphrase)[^=;&?/]*=)"
              + "(?:\\{[^}]*\\}?|[^;&#]*)");
  private static final Pattern SECRET_AUTHORITY = Pattern.compile("([:/@][^/:@?;]*):[^/?;]*@");
  private static final Pattern ORACLE_PASSWORD = Pattern.compile("(:[^/:@?;]+)/[^@?;]*@");

  private UrlForPeople() {}

  /** The URL with three stars for each password. */
  static String of(String url) {
    String shown = SECRET_PARAMETER.matcher(url).replaceAll("$1***");
    shown = SECRET_AUTHORITY.matcher(shown).replaceAll("$1:***@");
    return ORACLE_PASSWORD.matcher(shown).replaceAll("$1/***@");
  }
}
