package org.nljdbc.samples.demo.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All rows of the demo database. */
public final class ShopData {

  private final Map<String, List<Object[]>> tables = new LinkedHashMap<>();

  /** Makes the rows; takes less than a second and some 20 MB. */
  public ShopData() {
    Geography geography = new Geography();
    Staff staff = new Staff(geography);
    Catalogue catalogue = new Catalogue(geography);
    Customers customers = new Customers(geography);
    Sales sales = new Sales(catalogue, customers, staff);
    Aftermath aftermath = new Aftermath(sales.orders());
    // In an order in which every foreign key finds its target.
    tables.put("regions", geography.regionRows());
    tables.put("countries", geography.countryRows());
    tables.put("departments", staff.departmentRows());
    tables.put("stores", staff.storeRows());
    tables.put("employees", staff.employeeRows());
    tables.put("suppliers", catalogue.supplierRows());
    tables.put("categories", catalogue.categoryRows());
    tables.put("products", catalogue.productRows());
    tables.put("customers", customers.rows());
    tables.put("orders", sales.orderRows());
    tables.put("order_items", sales.itemRows());
    tables.put("payments", aftermath.paymentRows());
    tables.put("shipments", aftermath.shipmentRows());
    tables.put("reviews", aftermath.reviewRows());
  }

  /** Number of rows in all tables. */
  public int rows() {
    return tables.values().stream().mapToInt(List::size).sum();
  }

  /** Number of tables. */
  public int tables() {
    return tables.size();
  }

  /**
   * Writes the rows into the tables of {@code schema.sql}, in one transaction.
   *
   * @param connection a connection to a database with these tables, all empty
   * @throws SQLException if the database refuses
   */
  public void insertInto(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    for (Map.Entry<String, List<Object[]>> table : tables.entrySet()) {
      insert(connection, table.getKey(), table.getValue());
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static void insert(Connection connection, String table, List<Object[]> rows)
      throws SQLException {
    String marks = "?, ".repeat(rows.get(0).length - 1) + "?";
    String sql = "INSERT INTO " + table + " VALUES (" + marks + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Object[] row : rows) {
        for (int column = 0; column < row.length; column++) {
          statement.setObject(column + 1, row[column]);
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
