package org.nljdbc.it.databases;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The schema of the suites: seven tables of a small shop, one with names that need quotes, and a
 * view. The same in every dialect, as far as the dialect goes.
 */
public final class TestSchema {

  /** Tables with ordinary names, in an order in which foreign keys hold. */
  public static final List<String> TABLES =
      List.of(
          "departments", "employees", "customers", "products", "orders", "order_items", "payments");

  /** A table whose name is a reserved word in mixed case, as are its columns. */
  public static final String QUOTED_TABLE = "Group";

  private TestSchema() {}

  /** Creates the tables and the view, and fills them. */
  static void fill(TestDatabase database) throws SQLException {
    try (Connection connection = database.bare();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : ddl(database.kind())) {
        statement.execute(sql);
      }
      for (String sql : TestRows.inserts(database.kind())) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }

  private static List<String> ddl(Kind kind) {
    List<String> result = new ArrayList<>();
    for (Table table : tables(kind)) {
      result.add(table.create(kind));
      if (kind == Kind.POSTGRESQL || kind == Kind.H2) {
        result.addAll(table.comments());
      }
    }
    result.add(
        """
        CREATE VIEW customer_revenue AS
        SELECT c.id AS customer_id, c.name AS name, SUM(i.quantity * i.unit_price) AS revenue
        FROM customers c JOIN orders o ON o.customer_id = c.id
        JOIN order_items i ON i.order_id = o.id
        WHERE o.status <> 'cancelled'
        GROUP BY c.id, c.name
        """);
    return result;
  }

  private static List<Table> tables(Kind kind) {
    String timestamp = kind.timestampType();
    return List.of(
        new Table("departments", "Parts of the company")
            .column("id", "INTEGER PRIMARY KEY", "")
            .column("name", "VARCHAR(40) NOT NULL UNIQUE", "")
            .column("budget", "DECIMAL(12,2) NOT NULL", "Yearly budget in euros"),
        new Table("employees", "People who work here")
            .column("id", "INTEGER PRIMARY KEY", "")
            .column("first_name", "VARCHAR(40) NOT NULL", "")
            .column("last_name", "VARCHAR(40) NOT NULL", "")
            .column("title", "VARCHAR(60)", "")
            .column("salary", "DECIMAL(10,2) NOT NULL", "Yearly salary in euros")
            .column("hired_on", "DATE NOT NULL", "")
            .column("manager_id", "INTEGER REFERENCES employees(id)", "")
            .column("department_id", "INTEGER NOT NULL REFERENCES departments(id)", "")
            .column("photo", kind.binaryType(), ""),
        new Table("customers", "Who buys")
            .column("id", "INTEGER PRIMARY KEY", "")
            .column("name", "VARCHAR(80) NOT NULL", "")
            .column("email", "VARCHAR(120)", "")
            .column("country", "VARCHAR(40) NOT NULL", "Name of the country in English")
            .column("city", "VARCHAR(60)", "")
            .column("created_on", "DATE NOT NULL", "")
            .column("credit_limit", "DECIMAL(10,2)", "In euros; empty for no limit")
            .column("vip", "BOOLEAN NOT NULL", ""),
        new Table("products", "What is sold")
            .column("id", "INTEGER PRIMARY KEY", "")
            .column("name", "VARCHAR(80) NOT NULL", "")
            .column("category", "VARCHAR(40) NOT NULL", "")
            .column("price", "DECIMAL(10,2) NOT NULL", "Current price in euros")
            .column("stock", "INTEGER NOT NULL", "Pieces in the warehouse")
            .column("discontinued", "BOOLEAN NOT NULL", "")
            .column("description", "VARCHAR(1000)", ""),
        new Table("orders", "Orders of customers")
            .column("id", "INTEGER PRIMARY KEY", "")
            .column("customer_id", "INTEGER NOT NULL REFERENCES customers(id)", "")
            .column("employee_id", "INTEGER REFERENCES employees(id)", "Who took the order")
            .column("ordered_on", "DATE NOT NULL", "")
            .column("status", "VARCHAR(20) NOT NULL", "new, shipped, paid or cancelled")
            .column("shipped_at", timestamp, ""),
        new Table("order_items", "Lines of orders")
            .column("order_id", "INTEGER NOT NULL REFERENCES orders(id)", "")
            .column("line_no", "INTEGER NOT NULL", "")
            .column("product_id", "INTEGER NOT NULL REFERENCES products(id)", "")
            .column("quantity", "INTEGER NOT NULL", "")
            .column("unit_price", "DECIMAL(10,2) NOT NULL", "")
            .constraint("PRIMARY KEY (order_id, line_no)"),
        new Table("payments", "Money received for orders")
            .column("id", "INTEGER PRIMARY KEY", "")
            .column("order_id", "INTEGER NOT NULL REFERENCES orders(id)", "")
            .column("paid_at", timestamp + " NOT NULL", "")
            .column("amount", "DECIMAL(12,2) NOT NULL", "In euros")
            .column("method", "VARCHAR(20) NOT NULL", "card, transfer or cash"),
        new Table(kind.quoted(QUOTED_TABLE), "Customer groups")
            .column(kind.quoted("Order"), "INTEGER PRIMARY KEY", "")
            .column(kind.quoted("Display Name"), "VARCHAR(40) NOT NULL", "")
            .column(kind.quoted("minRevenue"), "DECIMAL(10,2) NOT NULL", ""));
  }

  /** One table being described. */
  private static final class Table {
    private final String name;
    private final String comment;
    private final List<Column> columns = new ArrayList<>();
    private final List<String> constraints = new ArrayList<>();

    Table(String name, String comment) {
      this.name = name;
      this.comment = comment;
    }

    Table column(String column, String type, String text) {
      columns.add(new Column(column, type, text));
      return this;
    }

    Table constraint(String constraint) {
      constraints.add(constraint);
      return this;
    }

    String create(Kind kind) {
      List<String> parts = new ArrayList<>();
      for (Column column : columns) {
        parts.add(
            column.name() + " " + (kind == Kind.MARIADB ? column.commented() : column.type()));
      }
      parts.addAll(constraints);
      String ending = kind == Kind.MARIADB ? " COMMENT='" + comment + "'" : "";
      return "CREATE TABLE "
          + name
          + " (\n  "
          + String.join(",\n  ", parts)
          + ")"
          + kind.tableSuffix()
          + ending;
    }

    List<String> comments() {
      List<String> result = new ArrayList<>();
      result.add("COMMENT ON TABLE " + name + " IS '" + comment + "'");
      for (Column column : columns) {
        if (!column.comment().isEmpty()) {
          result.add(
              "COMMENT ON COLUMN " + name + "." + column.name() + " IS '" + column.comment() + "'");
        }
      }
      return result;
    }

    private record Column(String name, String type, String comment) {
      /** MariaDB wants the comment behind the type, but in front of the reference. */
      String commented() {
        String text = comment.isEmpty() ? "" : " COMMENT '" + comment + "'";
        int reference = type.indexOf(" REFERENCES");
        return reference < 0
            ? type + text
            : type.substring(0, reference) + text + type.substring(reference);
      }
    }
  }
}
