package org.nljdbc.samples.demo.data;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What follows an order: payments, parcels and reviews. */
final class Aftermath {

  private static final Weighted<String> PERSON_PAYS =
      Weighted.zipf(List.of("Card", "PayPal", "Bank transfer", "Gift card"), 1.4);
  private static final Weighted<String> TILL_TAKES =
      Weighted.zipf(List.of("Card", "Cash", "Gift card"), 1.2);
  private static final Weighted<String> FIRM_PAYS =
      Weighted.zipf(List.of("Bank transfer", "Card"), 1.8);
  private static final Weighted<String> CARRIERS =
      Weighted.zipf(List.of("Alpha Parcel", "RapidPost", "EuroFreight", "GreenBike Couriers"), 0.8);

  private final Dice dice = new Dice("aftermath");
  private final Map<Integer, List<String>> comments = new HashMap<>();
  private final Set<Long> reviewed = new HashSet<>();
  private final List<Object[]> paymentRows = new ArrayList<>();
  private final List<Object[]> shipmentRows = new ArrayList<>();
  private final List<Object[]> reviewRows = new ArrayList<>();

  Aftermath(List<Sales.Order> orders) {
    for (List<String> line : Lists.read("comments.txt")) {
      comments
          .computeIfAbsent(Integer.valueOf(line.get(0)), stars -> new ArrayList<>())
          .add(line.get(1));
    }
    for (Sales.Order order : orders) {
      pay(order);
      ship(order);
      review(order);
    }
  }

  private void pay(Sales.Order order) {
    boolean person = order.customer().segment() == Customers.Segment.CONSUMER;
    String method = (!person ? FIRM_PAYS : order.web() ? PERSON_PAYS : TILL_TAKES).draw(dice);
    LocalDate day =
        method.equals("Bank transfer") ? order.day().plusDays(dice.between(2, 34)) : order.day();
    if (order.status() == Sales.Status.CANCELLED && dice.chance(0.7)) {
      return;
    }
    if (method.equals("Gift card") && order.cents() > 10_000) {
      payment(order, day, method, 10_000);
      payment(order, day, "Card", order.cents() - 10_000);
    } else {
      payment(order, day, method, order.cents());
    }
    if (order.status() == Sales.Status.RETURNED || order.status() == Sales.Status.CANCELLED) {
      payment(order, day.plusDays(dice.between(3, 21)), method, -order.cents());
    }
  }

  private void payment(Sales.Order order, LocalDate day, String method, long cents) {
    if (!day.isAfter(Period.LAST)) {
      int id = paymentRows.size() + 1;
      paymentRows.add(new Object[] {id, order.id(), day.toString(), method, cents / 100.0});
    }
  }

  private void ship(Sales.Order order) {
    boolean packed =
        order.status() != Sales.Status.CANCELLED && order.status() != Sales.Status.PROCESSING;
    if (!order.web() || !packed) {
      return;
    }
    int parcels = order.products().size() > 4 ? 2 : 1;
    for (int i = 0; i < parcels; i++) {
      LocalDate shipped = order.day().plusDays(dice.between(0, 3));
      LocalDate delivered = shipped.plusDays(1 + dice.times(2.4));
      boolean lost = dice.chance(0.008);
      boolean arrived = order.status() != Sales.Status.SHIPPED && !lost;
      long cents = 390 + dice.between(0, 40) * 10L + order.cents() / 400;
      shipmentRows.add(
          new Object[] {
            shipmentRows.size() + 1,
            order.id(),
            CARRIERS.draw(dice),
            shipped.toString(),
            arrived ? delivered.toString() : null,
            Math.min(cents, 4900) / 100.0
          });
    }
  }

  private void review(Sales.Order order) {
    if (order.status() != Sales.Status.COMPLETED && order.status() != Sales.Status.RETURNED) {
      return;
    }
    for (Catalogue.Product product : order.products()) {
      LocalDate day = order.day().plusDays(dice.between(4, 70));
      boolean asked = dice.chance(0.19) && !day.isAfter(Period.LAST);
      if (asked && reviewed.add(order.customer().id() * 1000L + product.id())) {
        double mood = order.status() == Sales.Status.RETURNED ? -1.4 : 0;
        long stars = Math.round(product.stars() + mood + dice.bell() * 0.9);
        int rating = (int) Math.max(1, Math.min(5, stars));
        reviewRows.add(
            new Object[] {
              reviewRows.size() + 1,
              product.id(),
              order.customer().id(),
              rating,
              comment(rating),
              day.toString()
            });
      }
    }
  }

  private @Nullable String comment(int rating) {
    List<String> possible = comments.getOrDefault(rating, List.of());
    return dice.chance(0.46) ? null : dice.oneOf(possible);
  }

  /** The rows of {@code payments}. */
  List<Object[]> paymentRows() {
    return paymentRows;
  }

  /** The rows of {@code shipments}. */
  List<Object[]> shipmentRows() {
    return shipmentRows;
  }

  /** The rows of {@code reviews}. */
  List<Object[]> reviewRows() {
    return reviewRows;
  }
}
