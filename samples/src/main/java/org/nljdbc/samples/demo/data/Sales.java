package org.nljdbc.samples.demo.data;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Orders and what was ordered, day by day. */
final class Sales {

  private static final double ORDERS_A_DAY = 2.25;
  private static final double GROWTH_A_YEAR = 1.14;
  private static final double PRICES_RISE_A_YEAR = 1.035;
  private static final double[] BY_MONTH = {
    0.85, 0.75, 0.85, 0.95, 1.05, 1.2, 1.15, 0.95, 0.85, 0.9, 1.2, 1.45
  };

  /** What has become of an order. */
  enum Status {
    /** Handed over or delivered, and kept. */
    COMPLETED("Completed"),
    /** Under way. */
    SHIPPED("Shipped"),
    /** Not yet packed. */
    PROCESSING("Processing"),
    /** Called off before it was packed. */
    CANCELLED("Cancelled"),
    /** Sent or brought back. */
    RETURNED("Returned");

    private final String label;

    Status(String label) {
      this.label = label;
    }

    /** The name in the database. */
    String label() {
      return label;
    }
  }

  /**
   * An order.
   *
   * @param id key
   * @param customer who ordered
   * @param web whether in the web shop
   * @param day when
   * @param status what has become of it
   * @param cents what it cost
   * @param products what was ordered
   */
  record Order(
      int id,
      Customers.Customer customer,
      boolean web,
      LocalDate day,
      Status status,
      long cents,
      List<Catalogue.Product> products) {}

  private final Dice dice = new Dice("sales");
  private final List<Customers.Customer> customers;
  private final List<Staff.Store> stores;
  private final Map<Integer, Weighted<Catalogue.Product>> assortments = new LinkedHashMap<>();
  private final Weighted<Customers.Customer> buyers;
  private final List<Order> orders = new ArrayList<>();
  private final List<Object[]> orderRows = new ArrayList<>();
  private final List<Object[]> itemRows = new ArrayList<>();

  Sales(Catalogue catalogue, Customers customers, Staff staff) {
    this.customers = customers.customers();
    this.stores = staff.stores();
    this.buyers = Weighted.by(this.customers, Customers.Customer::activity);
    for (LocalDate day = Period.FIRST; !day.isAfter(Period.LAST); day = day.plusDays(1)) {
      if (day.getDayOfMonth() == 1) {
        LocalDate month = day;
        assortments.put(
            month(day),
            Weighted.by(
                catalogue.products(),
                product -> product.popularity() * product.season().in(month)));
      }
      for (int i = dice.times(expected(day)); i > 0; i--) {
        order(day);
      }
    }
  }

  private static int month(LocalDate day) {
    return day.getYear() * 12 + day.getMonthValue();
  }

  private static double expected(LocalDate day) {
    double growth = StrictMath.pow(GROWTH_A_YEAR, day.getYear() - Period.FIRST.getYear());
    DayOfWeek weekday = day.getDayOfWeek();
    double week = weekday == DayOfWeek.SATURDAY ? 1.5 : weekday == DayOfWeek.SUNDAY ? 0.7 : 0.96;
    // The last week of November is one of rebates.
    boolean rebates = day.getMonthValue() == 11 && day.getDayOfMonth() >= 23;
    return ORDERS_A_DAY * growth * BY_MONTH[day.getMonthValue() - 1] * week * (rebates ? 1.8 : 1);
  }

  private void order(LocalDate day) {
    int id = orders.size() + 1;
    Customers.Customer customer = buyer(day);
    Staff.Store store = store(customer, day);
    boolean web = store.country() == 0;
    List<Catalogue.Product> products = basket(id, customer, day);
    long cents = 0;
    for (int line = 1; line <= products.size(); line++) {
      cents += item(id, line, products.get(line - 1), customer, day);
    }
    Status status = status(web, day);
    orders.add(new Order(id, customer, web, day, status, cents, products));
    orderRows.add(
        new Object[] {
          id,
          customer.id(),
          store.id(),
          seller(store, day),
          day.toString(),
          status.label(),
          cents / 100.0
        });
  }

  private Customers.Customer buyer(LocalDate day) {
    Customers.Customer customer = buyers.draw(dice);
    while (customer.registered().isAfter(day)) {
      customer = buyers.draw(dice);
    }
    return customer;
  }

  private Staff.Store store(Customers.Customer customer, LocalDate day) {
    List<Staff.Store> near =
        stores.stream()
            .filter(store -> store.country() == customer.country() && store.opened().isBefore(day))
            .toList();
    double webShare = 0.5 + 0.03 * (day.getYear() - Period.FIRST.getYear());
    return near.isEmpty() || dice.chance(webShare) ? stores.get(0) : dice.oneOf(near);
  }

  private @Nullable Integer seller(Staff.Store store, LocalDate day) {
    List<Staff.Seller> present =
        store.sellers().stream().filter(seller -> seller.hired().isBefore(day)).toList();
    // A till without a name was used for a few sales.
    return present.isEmpty() || dice.chance(0.02) ? null : dice.oneOf(present).id();
  }

  private List<Catalogue.Product> basket(int id, Customers.Customer customer, LocalDate day) {
    double extra = customer.segment() == Customers.Segment.CONSUMER ? 1.0 : 2.2;
    int size = Math.min(9, 1 + dice.times(extra));
    Weighted<Catalogue.Product> assortment = assortments.get(month(day));
    if (assortment == null) {
      throw new IllegalStateException("order " + id + " lies outside the period: " + day);
    }
    List<Catalogue.Product> products = new ArrayList<>();
    while (products.size() < size) {
      Catalogue.Product product = assortment.draw(dice);
      if (product.soldOn(day) && !products.contains(product)) {
        products.add(product);
      }
    }
    return List.copyOf(products);
  }

  private long item(
      int order, int line, Catalogue.Product product, Customers.Customer customer, LocalDate day) {
    boolean person = customer.segment() == Customers.Segment.CONSUMER;
    int quantity = person ? (dice.chance(0.15) ? 2 : 1) : dice.between(1, 8);
    double then =
        product.cents() * StrictMath.pow(PRICES_RISE_A_YEAR, day.getYear() - Period.LAST.getYear());
    double rebate = dice.chance(person ? 0.14 : 0.5) ? dice.between(1, 5) * 0.05 : 0;
    // Prices end in 0 or 5 cents.
    long price = Math.round(then * (1 - rebate) / 5) * 5;
    itemRows.add(new Object[] {order, line, product.id(), quantity, price / 100.0});
    return price * quantity;
  }

  private Status status(boolean web, LocalDate day) {
    double fate = dice.fraction();
    if (web && day.isAfter(Period.LAST.minusDays(3))) {
      return Status.PROCESSING;
    }
    if (web && day.isAfter(Period.LAST.minusDays(8))) {
      return Status.SHIPPED;
    }
    if (web && fate < 0.045) {
      return Status.CANCELLED;
    }
    return fate < 0.09 ? Status.RETURNED : Status.COMPLETED;
  }

  /** All orders, the first one first. */
  List<Order> orders() {
    return List.copyOf(orders);
  }

  /** The rows of {@code orders}. */
  List<Object[]> orderRows() {
    return orderRows;
  }

  /** The rows of {@code order_items}. */
  List<Object[]> itemRows() {
    return itemRows;
  }
}
