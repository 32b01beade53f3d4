package org.nljdbc.runtime.federation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.calcite.jdbc.CalciteConnection;
import org.apache.calcite.jdbc.Driver;
import org.apache.calcite.schema.SchemaPlus;
import org.nljdbc.runtime.config.DatabaseConfig;

/** Opens several databases as one. */
final class Federation {

  private Federation() {}

  /**
   * Connects to each database and puts all their tables into one schema.
   *
   * @param url what the connection is told apart by from those to other databases
   * @param databases where they are, at least one
   * @return a connection that owns those to the databases
   * @throws SQLException 08001 if a database cannot be reached, named in the message
   */
  static Connection open(String url, List<DatabaseConfig> databases) throws SQLException {
    List<Member> members = new ArrayList<>();
    try {
      CalciteConnection calcite = calcite();
      SchemaPlus root = calcite.getRootSchema();
      for (DatabaseConfig database : databases) {
        members.add(Member.open(database, root));
      }
      for (Member member : members) {
        root.add(member.name(), ShownTables.of(member.schema()));
      }
      AllTables all = AllTables.of(members);
      root.add(AllTables.NAME, all);
      calcite.setSchema(AllTables.NAME);
      return new MultiConnection(url, calcite, members, all).proxy();
    } catch (SQLException | RuntimeException | Error failed) {
      try {
        Member.close(members);
      } catch (SQLException besides) {
        failed.addSuppressed(besides);
      }
      throw failed;
    }
  }

  private static CalciteConnection calcite() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("caseSensitive", "false");
    properties.setProperty("unquotedCasing", "UNCHANGED");
    properties.setProperty("quotedCasing", "UNCHANGED");
    properties.setProperty("quoting", "DOUBLE_QUOTE");
    // Takes what several databases take, such as LIMIT 2, 5 and GROUP BY with aliases.
    properties.setProperty("conformance", "LENIENT");
    properties.setProperty("fun", "standard,postgresql");
    properties.setProperty("typeSystem", WideNumbers.class.getName());
    // NULL is greater than all values, as in PostgreSQL.
    properties.setProperty("defaultNullCollation", "HIGH");
    return new Driver().connect("jdbc:calcite:", properties).unwrap(CalciteConnection.class);
  }
}
