package org.nljdbc.values;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;

/** What the countries are called, in English, that a column holds by their codes of ISO 3166. */
final class CountryCodes {

  /** One or two values may be codes of something else. */
  private static final int FEWEST = 3;

  private CountryCodes() {}

  /**
   * The names of a column's values.
   *
   * @param values the values
   * @return the name of each; empty unless all of them are codes of countries
   */
  static Map<String, List<String>> names(Collection<String> values) {
    int length = values.isEmpty() ? 0 : values.iterator().next().length();
    boolean codes =
        values.size() >= FEWEST
            && (length == 2 || length == 3)
            && values.stream().allMatch(value -> isCode(value, length));
    if (!codes) {
      return Map.of();
    }
    Map<String, String> known = known(length);
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (String value : values) {
      String name = known.get(value);
      if (name == null) {
        return Map.of();
      }
      names.put(value, List.of(name));
    }
    return names;
  }

  private static boolean isCode(String value, int length) {
    return value.length() == length && value.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }

  private static Map<String, String> known(int length) {
    Map<String, String> names = new HashMap<>();
    for (String country : Locale.getISOCountries()) {
      Locale place = new Locale.Builder().setRegion(country).build();
      try {
        String code = length == 2 ? country : place.getISO3Country();
        names.put(code, place.getDisplayCountry(Locale.ENGLISH));
      } catch (MissingResourceException unknown) {
        continue; // it has no such code
      }
    }
    return names;
  }
}
