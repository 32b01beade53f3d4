package org.nljdbc.runtime.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nljdbc.prompt.DirectProfile;
import org.nljdbc.prompt.DirectStyle;
import org.nljdbc.prompt.Question;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.spi.Prompt;
import org.nljdbc.values.ValueIndex;

/** A shop's schema and questions about it, for measuring: nothing is executed. */
final class ShopQuestions {

  /** One line a table; a column that ends with {@code >table} is a key to that table's first. */
  private static final String TABLES =
      """
      countries: country_id INTEGER, country_name VARCHAR, region VARCHAR
      cities: city_id INTEGER, city_name VARCHAR, country_id INTEGER>countries, population INTEGER
      customers: customer_id INTEGER, first_name VARCHAR, last_name VARCHAR, email VARCHAR, \
      city_id INTEGER>cities, date_joined DATE, loyalty_points INTEGER
      suppliers: supplier_id INTEGER, company_name VARCHAR, contact_name VARCHAR, \
      city_id INTEGER>cities, rating DECIMAL
      product_categories: category_id INTEGER, category_name VARCHAR, description VARCHAR
      products: product_id INTEGER, product_name VARCHAR, category_id INTEGER>product_categories, \
      supplier_id INTEGER>suppliers, unit_price DECIMAL, units_in_stock INTEGER, discontinued BOOLEAN
      stores: store_id INTEGER, store_name VARCHAR, city_id INTEGER>cities, opened_on DATE, \
      floor_area INTEGER
      employees: employee_id INTEGER, first_name VARCHAR, last_name VARCHAR, job_title VARCHAR, \
      store_id INTEGER>stores, hired_on DATE, monthly_salary DECIMAL
      orders: order_id INTEGER, customer_id INTEGER>customers, store_id INTEGER>stores, \
      employee_id INTEGER>employees, order_date DATE, shipping_date DATE, order_status VARCHAR
      order_items: order_item_id INTEGER, order_id INTEGER>orders, product_id INTEGER>products, \
      quantity INTEGER, item_price DECIMAL, discount DECIMAL
      payments: payment_id INTEGER, order_id INTEGER>orders, payment_method VARCHAR, \
      paid_amount DECIMAL, paid_on DATE
      product_reviews: review_id INTEGER, product_id INTEGER>products, \
      customer_id INTEGER>customers, stars INTEGER, review_text VARCHAR, reviewed_on DATE
      """;

  private static final List<String> QUESTIONS =
      List.of(
          "How many customers are there?",
          "List the names of all products that are discontinued.",
          "What is the average unit price of products in each category? Show the category name.",
          "Which five products have the highest unit price?",
          "Show the first and last name of customers who joined after 2021-06-30.",
          "How many orders were placed in each store? Show the store name and the number.",
          "What are the names of suppliers whose rating is above 4?",
          "Which city has the most customers?",
          "What is the total paid amount for each payment method?",
          "Show the names of products that have never been ordered.",
          "List first name, last name and monthly salary of employees, best paid first.",
          "What is the total quantity sold of each product? Show product name and quantity.",
          "How many stores are there in each country?",
          "Show the names of customers who have placed more than 3 orders.",
          "What is the average number of stars of each product? Show the product name.",
          "Which employees were hired before 2015 and earn more than 3000 a month?");

  private ShopQuestions() {}

  static Schema schema() {
    List<String[]> lines =
        TABLES.lines().map(line -> line.split(": ", 2)).filter(parts -> parts.length == 2).toList();
    List<ForeignKey> keys = new ArrayList<>();
    for (String[] line : lines) {
      for (String column : line[1].split(", ")) {
        int arrow = column.indexOf('>');
        if (arrow >= 0) {
          String name = column.substring(0, column.indexOf(' '));
          keys.add(
              new ForeignKey(line[0], List.of(name), column.substring(arrow + 1), List.of(name)));
        }
      }
    }
    List<Table> tables = lines.stream().map(line -> table(line[0], line[1], keys)).toList();
    return Schema.of(Dialect.SQLITE, "SQLite", IdentifierRules.INSENSITIVE, null, null, tables);
  }

  private static Table table(String name, String columns, List<ForeignKey> keys) {
    List<Column> list =
        Arrays.stream(columns.split(", "))
            .map(text -> text.replaceFirst(">.*", "").split(" "))
            .map(
                parts ->
                    new Column(
                        parts[0], parts[1], true, parts[1].equals("VARCHAR"), null, List.of()))
            .toList();
    return new Table(
        name,
        false,
        null,
        list,
        List.of(list.get(0).name()),
        keys.stream().filter(key -> key.fromTable().equals(name)).toList(),
        keys.stream().filter(key -> key.toTable().equals(name)).toList());
  }

  /** The prompts that the driver would make. */
  static List<Prompt> prompts(Schema schema) {
    DirectProfile profile = new DirectProfile(DirectStyle.DEFAULT);
    return QUESTIONS.stream()
        .map(text -> new Question(text, schema, ValueIndex.of(schema).hits(text)))
        .map(question -> profile.prompt(question, List.of()))
        .toList();
  }

  static List<String> stops() {
    return new DirectProfile(DirectStyle.DEFAULT).stops();
  }
}
