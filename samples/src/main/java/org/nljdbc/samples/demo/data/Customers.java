package org.nljdbc.samples.demo.data;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Customers: people, firms and clubs. */
final class Customers {

  private static final int COUNT = 1320;
  private static final LocalDate FIRST_REGISTERED = LocalDate.of(2017, 1, 9);

  /** Who a customer is. */
  enum Segment {
    /** A person. */
    CONSUMER,
    /** A firm. */
    BUSINESS,
    /** A club. */
    CLUB;

    /** The name in the database. */
    String label() {
      return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A customer.
   *
   * @param id key
   * @param segment who it is
   * @param country key of the country
   * @param registered first day
   * @param activity how often the customer buys, relative to the others; 0 for never
   */
  record Customer(int id, Segment segment, int country, LocalDate registered, double activity) {}

  private final Dice dice = new Dice("customers");
  private final Names names = new Names();
  private final Map<String, List<String>> organisations = new HashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private final List<Object[]> rows = new ArrayList<>();
  private final List<Customer> customers = new ArrayList<>();

  Customers(Geography geography) {
    for (List<String> line : Lists.read("organisations.txt")) {
      organisations.put(line.get(0), Lists.words(line.get(1)));
    }
    Weighted<Geography.Country> homes =
        Weighted.by(geography.countries(), Geography.Country::share);
    List<LocalDate> days = registrations();
    for (LocalDate day : days) {
      add(homes.draw(dice), day);
    }
  }

  private List<LocalDate> registrations() {
    List<LocalDate> days = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      days.add(
          dice.chance(0.42)
              ? dice.day(FIRST_REGISTERED, Period.FIRST)
              : dice.day(Period.FIRST, Period.LAST.minusDays(5)));
    }
    days.sort(null);
    return days;
  }

  private void add(Geography.Country country, LocalDate registered) {
    int id = customers.size() + 1;
    double kind = dice.fraction();
    Segment segment =
        kind < 0.86 ? Segment.CONSUMER : kind < 0.95 ? Segment.BUSINESS : Segment.CLUB;
    String city = country.cities().draw(dice);
    String name = name(segment, city, country);
    boolean person = segment == Segment.CONSUMER;
    // One in nine registers and never buys.
    double activity =
        dice.chance(0.11) ? 0 : Weighted.zipf(24 + dice.below(COUNT), 0.75) * (person ? 1 : 1.8);
    customers.add(new Customer(id, segment, country.id(), registered, activity));
    rows.add(
        new Object[] {
          id,
          name,
          segment.label(),
          dice.chance(0.06) ? null : email(name),
          dice.chance(person ? 0.34 : 0.05) ? null : phone(),
          city,
          country.id(),
          person && dice.chance(0.72) ? birthYear() : null,
          registered.toString(),
          dice.chance(0.41) ? 1 : 0
        });
  }

  private String name(Segment segment, String city, Geography.Country country) {
    String name = names.person(country.names(), dice).full();
    if (segment != Segment.CONSUMER) {
      List<String> kinds = organisations.getOrDefault(segment.label(), List.of());
      name = city + " " + dice.oneOf(kinds);
    }
    return name;
  }

  private String email(String name) {
    String mailbox = Names.mailbox(name);
    int number = taken.merge(mailbox, 1, Integer::sum);
    String domain = dice.oneOf(List.of("example.com", "example.org", "example.net"));
    return mailbox + (number == 1 ? "" : String.valueOf(number)) + "@" + domain;
  }

  private String phone() {
    return "+" + dice.between(30, 49) + " 555 " + dice.between(100_000, 999_999);
  }

  private int birthYear() {
    return Math.max(1942, Math.min(2006, 1984 + (int) (dice.bell() * 13)));
  }

  /** All customers, the first registered first. */
  List<Customer> customers() {
    return List.copyOf(customers);
  }

  /** The rows of {@code customers}. */
  List<Object[]> rows() {
    return rows;
  }
}
