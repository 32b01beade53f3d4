package org.nljdbc.samples.demo.data;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Suppliers, categories and products. */
final class Catalogue {

  private static final int PRODUCTS = 186;

  /** How sales of a category go with the months. */
  enum Season {
    /** Most in June and July. */
    SUMMER(0.35, 0.4, 0.7, 1.0, 1.5, 1.9, 1.9, 1.4, 0.9, 0.6, 0.5, 0.7),
    /** Most from November to January. */
    WINTER(1.7, 1.3, 0.9, 0.5, 0.3, 0.3, 0.3, 0.5, 0.9, 1.3, 1.8, 2.2),
    /** Much the same all year. */
    EVEN(0.9, 0.9, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.1, 1.1);

    private final double[] byMonth;

    Season(double... byMonth) {
      this.byMonth = byMonth;
    }

    /** How much is sold in a month, 1 being the average. */
    double in(LocalDate day) {
      return byMonth[day.getMonthValue() - 1];
    }
  }

  /**
   * A product.
   *
   * @param id its key
   * @param cents its price today
   * @param season when it sells
   * @param launched its first day
   * @param last its last day
   * @param stars what it deserves, 1 to 5
   * @param popularity how often it sells, relative to the others
   */
  record Product(
      int id,
      long cents,
      Season season,
      LocalDate launched,
      LocalDate last,
      double stars,
      double popularity) {

    /** Whether it could be bought on a day. */
    boolean soldOn(LocalDate day) {
      return !day.isBefore(launched) && !day.isAfter(last);
    }
  }

  private record Category(int id, List<String> line) {

    Season season() {
      return Season.valueOf(line.get(1).toUpperCase(Locale.ROOT));
    }

    int number(int field) {
      return Integer.parseInt(line.get(field));
    }
  }

  private final List<Object[]> supplierRows = new ArrayList<>();
  private final List<Object[]> categoryRows = new ArrayList<>();
  private final List<Object[]> productRows = new ArrayList<>();
  private final List<Product> products = new ArrayList<>();
  private final Dice dice = new Dice("catalogue");

  Catalogue(Geography geography) {
    for (List<String> line : Lists.read("suppliers.txt")) {
      supplierRows.add(supplier(supplierRows.size() + 1, line, geography));
    }
    List<Category> categories = new ArrayList<>();
    for (List<String> line : Lists.read("categories.txt")) {
      Category category = new Category(categories.size() + 1, line);
      categories.add(category);
      categoryRows.add(new Object[] {category.id(), line.get(0)});
    }
    makeProducts(categories);
  }

  private Object[] supplier(int id, List<String> line, Geography geography) {
    String name = line.get(0);
    return new Object[] {
      id,
      name,
      geography.country(line.get(1)).id(),
      dice.chance(0.12) ? null : "sales@" + Names.mailbox(name).replace('.', '-') + ".example",
      dice.chance(0.2) ? null : Math.min(50, 36 + (int) Math.abs(dice.bell() * 7)) / 10.0
    };
  }

  private void makeProducts(List<Category> categories) {
    List<String> words = Lists.words(Lists.read("models.txt").get(0).get(0));
    Weighted<Integer> suppliers = Weighted.zipf(ids(supplierRows.size()), 0.5);
    Set<String> taken = new HashSet<>();
    List<Integer> ranks = Weighted.shuffled(ids(PRODUCTS), dice);
    while (products.size() < PRODUCTS) {
      Category category = categories.get(products.size() % categories.size());
      String name = dice.oneOf(words) + " " + dice.oneOf(Lists.words(category.line().get(6)));
      if (taken.add(name)) {
        int rank = ranks.get(products.size());
        add(category, name, suppliers.draw(dice), Weighted.zipf(rank - 1, 0.75));
      }
    }
  }

  private void add(Category category, String name, int supplier, double popularity) {
    int id = products.size() + 1;
    // Squared, as most products are nearer to the lowest price than to the highest.
    double place = dice.fraction() * dice.fraction();
    long euros = category.number(2) + (long) (place * (category.number(3) - category.number(2)));
    long cents = euros * 100 - (dice.chance(0.6) ? 5 : 0);
    long cost = (long) (cents * (0.42 + 0.2 * dice.fraction()));
    int grams = category.number(4) + (int) (place * (category.number(5) - category.number(4)));
    LocalDate launched =
        dice.chance(0.55)
            ? dice.day(LocalDate.of(2016, 2, 1), Period.FIRST)
            : dice.day(Period.FIRST, LocalDate.of(2025, 9, 30));
    boolean discontinued = launched.getYear() < 2023 && dice.chance(0.17);
    LocalDate last =
        discontinued ? dice.day(LocalDate.of(2023, 6, 1), LocalDate.of(2025, 10, 31)) : Period.LAST;
    double stars = Math.max(2.3, Math.min(4.8, 4.1 + dice.bell() * 0.5));
    products.add(new Product(id, cents, category.season(), launched, last, stars, popularity));
    productRows.add(
        new Object[] {
          id,
          name,
          category.id(),
          supplier,
          cents / 100.0,
          cost / 100.0,
          dice.chance(0.06) ? null : grams,
          discontinued ? 0 : (dice.chance(0.07) ? 0 : dice.between(3, 400)),
          launched.toString(),
          discontinued ? 1 : 0
        });
  }

  private static List<Integer> ids(int count) {
    List<Integer> ids = new ArrayList<>();
    for (int id = 1; id <= count; id++) {
      ids.add(id);
    }
    return ids;
  }

  /** All products. */
  List<Product> products() {
    return List.copyOf(products);
  }

  /** The rows of {@code suppliers}. */
  List<Object[]> supplierRows() {
    return supplierRows;
  }

  /** The rows of {@code categories}. */
  List<Object[]> categoryRows() {
    return categoryRows;
  }

  /** The rows of {@code products}. */
  List<Object[]> productRows() {
    return productRows;
  }
}
