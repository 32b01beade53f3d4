package org.nljdbc.samples.demo.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Regions and countries. */
final class Geography {

  /**
   * A country.
   *
   * @param id its key
   * @param code its ISO 3166 code
   * @param name its English name
   * @param share how many customers live there, relative to the others
   * @param names which group of names is usual there
   * @param cities cities, the one with the most customers first
   */
  record Country(
      int id, String code, String name, double share, String names, Weighted<String> cities) {}

  private final Map<String, Integer> regions = new LinkedHashMap<>();
  private final Map<String, Country> countries = new LinkedHashMap<>();
  private final List<Object[]> countryRows = new ArrayList<>();

  Geography() {
    for (List<String> line : Lists.read("countries.txt")) {
      regions.putIfAbsent(line.get(0), regions.size() + 1);
      int region = regions.get(line.get(0));
      Country country =
          new Country(
              countries.size() + 1,
              line.get(1),
              line.get(2),
              Double.parseDouble(line.get(3)),
              line.get(4),
              Weighted.zipf(Lists.words(line.get(5)), 0.8));
      countries.put(country.code(), country);
      countryRows.add(new Object[] {country.id(), country.code(), country.name(), region});
    }
  }

  /** All countries. */
  List<Country> countries() {
    return List.copyOf(countries.values());
  }

  /** The country with this ISO 3166 code. */
  Country country(String code) {
    Country country = countries.get(code);
    if (country == null) {
      throw new IllegalStateException("countries.txt has no country " + code);
    }
    return country;
  }

  /** The rows of {@code regions}. */
  List<Object[]> regionRows() {
    List<Object[]> rows = new ArrayList<>();
    regions.forEach((name, id) -> rows.add(new Object[] {id, name}));
    return rows;
  }

  /** The rows of {@code countries}. */
  List<Object[]> countryRows() {
    return countryRows;
  }
}
