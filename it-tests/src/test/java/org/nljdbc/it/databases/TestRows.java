package org.nljdbc.it.databases;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@link TestSchema}: always the same, with skew, empty values, apostrophes and letters
 * beyond ASCII. Literals are plain text, which every dialect turns into the column's type.
 */
final class TestRows {

  private static final LocalDate FIRST_DAY = LocalDate.of(2022, 1, 3);
  private static final String[] STATUSES = {"new", "shipped", "paid", "paid", "cancelled"};
  private static final String[] METHODS = {"card", "card", "transfer", "cash"};
  private static final String[] CITIES = {
    "Germany:Berlin", "France:Paris", "Austria:Wien", "Italy:Rome", "Spain:Madrid", "Norway:Oslo"
  };
  private static final String[] SURNAMES = {
    "O'Brien",
    "Müller",
    "Smith",
    "Rossi",
    "Dubois",
    "García",
    "Hansen",
    "Novák",
    "Silva",
    "Kowalski"
  };
  private static final String[] FIRST_NAMES = {
    "Anna", "Ben", "Clara", "David", "Eva", "Felix", "Greta", "Hugo", "Ida", "Jan"
  };
  private static final String[] GOODS = {
    "Desk:Furniture", "Chair:Furniture", "Lamp:Lighting", "Bulb:Lighting", "Pen:Office",
    "Paper:Office", "Cable:Electronics", "Monitor:Electronics", "Mug:Kitchen", "Kettle:Kitchen"
  };

  private final Random random = new Random(20261123);
  private final List<String> statements = new ArrayList<>();
  private final Kind kind;

  private TestRows(Kind kind) {
    this.kind = kind;
  }

  /** The INSERT statements, in an order in which foreign keys hold. */
  static List<String> inserts(Kind kind) {
    TestRows rows = new TestRows(kind);
    rows.departments();
    rows.employees();
    rows.customers();
    List<Double> prices = rows.products();
    rows.orders(prices);
    rows.groups();
    return rows.statements;
  }

  private void departments() {
    insert(
        "departments",
        List.of(
            row(1, "Sales", "250000.00"),
            row(2, "Warehouse", "180000.50"),
            row(3, "Finance", "90000.00"),
            row(4, "Research", "410000.00"),
            row(5, "Archive", "0.00")));
  }

  private void employees() {
    List<String> rows = new ArrayList<>();
    for (int id = 1; id <= 25; id++) {
      rows.add(
          row(
              id,
              pick(FIRST_NAMES),
              pick(SURNAMES),
              id % 7 == 0 ? null : id == 1 ? "Director" : "Clerk",
              money(28_000 + 1_500.25 * random.nextInt(30)),
              FIRST_DAY.minusDays(random.nextInt(3_000)),
              id == 1 ? null : (Object) (1 + random.nextInt(id - 1)),
              1 + id % 4,
              id == 1 ? new Raw(kind == Kind.POSTGRESQL ? "'\\x0001ff'" : "X'0001ff'") : null));
    }
    insert("employees", rows);
  }

  private void customers() {
    List<String> rows = new ArrayList<>();
    for (int id = 1; id <= 60; id++) {
      String[] place = pick(CITIES).split(":", 2);
      String name = pick(FIRST_NAMES) + " " + pick(SURNAMES) + (id % 10 == 0 ? " & Sons" : "");
      rows.add(
          row(
              id,
              name,
              id % 5 == 0 ? null : "customer" + id + "@example.org",
              place[0],
              id % 9 == 0 ? null : place[1],
              FIRST_DAY.plusDays(random.nextInt(600)),
              id % 4 == 0 ? null : money(500.0 * (1 + random.nextInt(20))),
              id % 6 == 0));
    }
    insert("customers", rows);
  }

  private List<Double> products() {
    List<String> rows = new ArrayList<>();
    List<Double> prices = new ArrayList<>();
    for (int id = 1; id <= 40; id++) {
      String[] good = GOODS[id % GOODS.length].split(":", 2);
      double price = 1.99 + random.nextInt(30_000) / 100.0;
      prices.add(price);
      rows.add(
          row(
              id,
              good[0] + " " + id,
              good[1],
              money(price),
              random.nextInt(200),
              id % 8 == 0,
              id % 3 == 0 ? null : "It's the " + good[0].toLowerCase(Locale.ROOT) + " no. " + id));
    }
    insert("products", rows);
    return prices;
  }

  private void orders(List<Double> prices) {
    List<String> orders = new ArrayList<>();
    List<String> items = new ArrayList<>();
    List<String> payments = new ArrayList<>();
    for (int id = 1; id <= 300; id++) {
      LocalDate day = FIRST_DAY.plusDays(random.nextInt(1_000));
      String status = pick(STATUSES);
      boolean sent = !status.equals("new") && !status.equals("cancelled");
      int customer = 1 + (int) (55 * Math.pow(random.nextDouble(), 2)); // a few buy most
      orders.add(
          row(
              id,
              customer,
              id % 11 == 0 ? null : (Object) (1 + random.nextInt(25)),
              day,
              status,
              sent ? day.plusDays(2) + " 09:30:00" : null));
      double total = 0;
      int lines = 1 + random.nextInt(4);
      for (int line = 1; line <= lines; line++) {
        int product = 1 + random.nextInt(38);
        int quantity = 1 + random.nextInt(5);
        total += quantity * prices.get(product - 1);
        items.add(row(id, line, product, quantity, money(prices.get(product - 1))));
      }
      if (status.equals("paid")) {
        payments.add(
            row(
                payments.size() + 1,
                id,
                day.plusDays(14) + " 12:00:00",
                money(total),
                pick(METHODS)));
      }
    }
    insert("orders", orders);
    insert("order_items", items);
    insert("payments", payments);
  }

  private void groups() {
    insert(
        kind.quoted(TestSchema.QUOTED_TABLE),
        List.of(row(1, "Gold", "10000.00"), row(2, "Silver", "5000.00"), row(3, "Rest", "0.00")));
  }

  private void insert(String table, List<String> rows) {
    statements.add("INSERT INTO " + table + " VALUES " + String.join(", ", rows));
  }

  private String pick(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static Raw money(double amount) {
    return new Raw(String.format(Locale.ROOT, "%.2f", amount));
  }

  private static String row(@Nullable Object... values) {
    List<String> literals = new ArrayList<>();
    for (Object value : values) {
      if (value == null || value instanceof Raw || value instanceof Integer) {
        literals.add(String.valueOf(value));
      } else if (value instanceof Boolean flag) {
        literals.add(flag ? "TRUE" : "FALSE");
      } else {
        literals.add("'" + value.toString().replace("'", "''") + "'");
      }
    }
    return "(" + String.join(", ", literals) + ")";
  }

  /** A literal as it stands. */
  private record Raw(String text) {
    @Override
    public String toString() {
      return text;
    }
  }
}
