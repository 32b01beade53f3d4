package org.nljdbc.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.schema.IdentifierRules.Fold;
import org.nljdbc.spi.Progress;

class DialectTest {

  private static DatabaseMetaData product(String name, String version) throws SQLException {
    DatabaseMetaData metaData = mock(DatabaseMetaData.class);
    when(metaData.getDatabaseProductName()).thenReturn(name);
    when(metaData.getDatabaseProductVersion()).thenReturn(version);
    return metaData;
  }

  @ParameterizedTest
  @CsvSource({
    "SQLite,3.50,SQLITE",
    "H2,2.4,H2",
    "PostgreSQL,17,POSTGRESQL",
    "MySQL,9.1,MYSQL",
    "MySQL,5.5.5-10.11-MariaDB,MARIADB",
    "MariaDB,11.4,MARIADB",
    "Calcite,1.40,CALCITE",
    "DuckDB,v1.4.1,DUCKDB",
    "HSQL Database Engine,2.7.4,HSQLDB",
    "Apache Derby,10.16,DERBY",
    "DB2/LINUXX8664,SQL110580,DB2",
    "Oracle,23,ORACLE",
    "Microsoft SQL Server,16.00,SQLSERVER",
    "Firebird 5.0,5,OTHER"
  })
  void isKnownByItsProduct(String name, String version, Dialect dialect) throws SQLException {
    assertEquals(dialect, Dialect.of(product(name, version)));
  }

  @Test
  void foldsNamesAsTheDatabaseSays() throws SQLException {
    DatabaseMetaData metaData = product("PostgreSQL", "17");
    when(metaData.storesLowerCaseIdentifiers()).thenReturn(true);
    when(metaData.supportsMixedCaseQuotedIdentifiers()).thenReturn(true);
    when(metaData.getIdentifierQuoteString()).thenReturn("\"");
    IdentifierRules rules = IdentifierRules.read(Dialect.POSTGRESQL, metaData);
    assertEquals(new IdentifierRules(Fold.LOWER, true, "\""), rules);
    assertTrue(rules.same("NAME", false, "name"));
    assertFalse(rules.same("NAME", true, "name"));
    assertEquals("name", rules.write("name"));
    assertEquals("\"Name\"", rules.write("Name"));
    assertEquals("\"order\"", rules.write("order"));
    assertEquals("\"a\"\"b\"", rules.write("a\"b"));
  }

  @Test
  void knowsNamesThatMustMatchExactly() throws SQLException {
    DatabaseMetaData metaData = product("Other", "1");
    when(metaData.supportsMixedCaseIdentifiers()).thenReturn(true);
    IdentifierRules rules = IdentifierRules.read(Dialect.OTHER, metaData);
    assertEquals(Fold.EXACT, rules.unquoted());
    assertFalse(rules.same("a", false, "A"));
    assertEquals("a b", rules.write("a b"));
    when(metaData.supportsMixedCaseIdentifiers()).thenReturn(false);
    assertEquals(Fold.INSENSITIVE, IdentifierRules.read(Dialect.OTHER, metaData).unquoted());
  }

  @ParameterizedTest
  @CsvSource({
    "int4,4,10,0,integer",
    "bpchar,1,3,0,char(3)",
    "CHARACTER VARYING,12,1000000000,0,varchar",
    "numeric,2,8,2,'numeric(8,2)'",
    "numeric,2,131089,0,numeric",
    "text,12,2147483647,0,text",
    "VARCHAR(9),12,9,0,VARCHAR(9)"
  })
  void writesTypesAsPeopleDo(String reported, int type, int size, int digits, String expected) {
    assertEquals(expected, TypeNames.of(reported, type, size, digits));
  }

  @Test
  void textIsKnownByTypeOrName() {
    assertTrue(TypeNames.isText("whatever", Types.CLOB));
    assertTrue(TypeNames.isText("enum('a','b')", Types.OTHER));
    assertFalse(TypeNames.isText("integer", Types.INTEGER));
  }

  @Test
  void readsMySqlKeysInOneQuery() throws SQLException {
    ResultSet rows = mock(ResultSet.class);
    when(rows.next()).thenReturn(true, true, false);
    when(rows.getString(1)).thenReturn("PRIMARY", "fk");
    when(rows.getString(2)).thenReturn("orders");
    when(rows.getString(3)).thenReturn("id", "customer_id");
    when(rows.getInt(4)).thenReturn(1);
    when(rows.getString(5)).thenReturn("customers");
    when(rows.getString(6)).thenReturn("id");
    PreparedStatement statement = mock(PreparedStatement.class);
    when(statement.executeQuery()).thenReturn(rows);
    Connection connection = mock(Connection.class);
    when(connection.prepareStatement(anyString())).thenReturn(statement);
    KeyReader reader =
        new KeyReader(
            new SchemaPlace(Dialect.MARIADB, "shop", null), List.of("orders", "customers"));
    KeyReader.Keys keys = reader.read(connection, List.of("orders"), Progress.NONE);
    assertEquals(List.of("id"), keys.primary().get("orders"));
    assertEquals(
        List.of(new ForeignKey("orders", List.of("customer_id"), "customers", List.of("id"))),
        keys.foreign());
    verify(statement).setString(1, "shop");
  }

  @Test
  void anUnselectedMySqlDatabaseIsSaid() throws SQLException {
    Connection connection = mock(Connection.class);
    DatabaseMetaData metaData = product("MySQL", "9");
    when(connection.getMetaData()).thenReturn(metaData);
    when(connection.getAutoCommit()).thenReturn(true);
    SQLException e =
        assertThrows(SQLException.class, () -> new SchemaReader(0, Progress.NONE).read(connection));
    assertEquals("3F000", e.getSQLState());
  }

  @Test
  void worksWithoutSavepoints() throws SQLException {
    Connection connection = mock(Connection.class);
    when(connection.setSavepoint()).thenThrow(new SQLFeatureNotSupportedException());
    assertEquals("done", SideWork.run(connection, () -> "done"));
    verify(connection, never()).rollback(any());
    verify(connection, never()).commit();
  }

  @Test
  void aPostgresPlaceFallsBackToPublic() throws SQLException {
    Connection connection = mock(Connection.class);
    DatabaseMetaData metaData = product("PostgreSQL", "17");
    when(metaData.getSearchStringEscape()).thenReturn("\\");
    when(connection.getMetaData()).thenReturn(metaData);
    when(connection.getCatalog()).thenReturn("db");
    SchemaPlace place = SchemaPlace.of(connection);
    assertEquals("public", place.schema());
    assertEquals("catalog \"db\", schema \"public\"", place.text());
    assertEquals("a\\_b\\%", new SchemaPlace(Dialect.H2, null, "a_b%").schemaPattern(metaData));
    assertTrue(place.holds("db", "public"));
    assertFalse(place.holds("db", "other"));
  }

  @Test
  void aColumnThatCannotBeReadGoesWithoutSamples() throws SQLException {
    ResultSet rows = mock(ResultSet.class);
    when(rows.next()).thenReturn(true, true, true, false);
    when(rows.getString(1)).thenReturn("x", " ", null);
    Statement statement = mock(Statement.class);
    when(statement.executeQuery(anyString())).thenThrow(new SQLException("denied", "42501"));
    doReturn(rows).when(statement).executeQuery("SELECT \"a\" FROM \"t\"");
    Connection connection = mock(Connection.class);
    when(connection.getAutoCommit()).thenReturn(true);
    when(connection.createStatement()).thenReturn(statement);
    DatabaseMetaData metaData = product("Firebird 5.0", "5");
    when(connection.getMetaData()).thenReturn(metaData);
    Column a = new Column("a", "text", true, true, null, List.of());
    Column b = new Column("b", "text", true, true, null, List.of());
    Table table = new Table("t", false, null, List.of(a, b), List.of(), List.of(), List.of());
    List<Table> sampled =
        new SampleReader(Dialect.OTHER, IdentifierRules.INSENSITIVE, 3, Hidden.NONE, Progress.NONE)
            .read(connection, List.of(table));
    assertEquals(List.of("x"), sampled.get(0).columns().get(0).samples());
    assertEquals(List.of(), sampled.get(0).columns().get(1).samples());
    verify(statement, times(3)).setMaxRows(anyInt());
    verify(statement, times(3)).setQueryTimeout(0);
  }
}
