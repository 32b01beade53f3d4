package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MemoryResultSetTest {

  private static final MemoryMetaData COLUMNS =
      new MemoryMetaData(
          List.of(
              new MemoryColumn("A", Types.VARCHAR, 20, false),
              new MemoryColumn("B", Types.INTEGER, 10, false),
              new MemoryColumn("C", Types.BIGINT, 19, false),
              new MemoryColumn("N", Types.VARCHAR, 20, true)));

  private StatementBase statement;
  private ResultSet rows;

  @BeforeEach
  void open() throws SQLException {
    statement =
        (StatementBase) Fixtures.wrap(Fixtures.h2(), new ScriptedTranslator()).createStatement();
    rows =
        new MemoryResultSet(
            statement,
            COLUMNS,
            List.of(Arrays.asList("12", 300, 5_000_000_000L, null), List.of("text", -1, 0L, "")));
  }

  @Test
  void moves() throws SQLException {
    assertTrue(rows.isBeforeFirst());
    assertEquals(0, rows.getRow());
    assertTrue(rows.next());
    assertTrue(rows.isFirst());
    assertFalse(rows.isLast());
    assertTrue(rows.next());
    assertTrue(rows.isLast());
    assertFalse(rows.next());
    assertFalse(rows.next());
    assertTrue(rows.isAfterLast());
    assertEquals(0, rows.getRow());
    assertTrue(rows.previous());
    assertEquals(2, rows.getRow());
    assertTrue(rows.first());
    assertFalse(rows.previous());
    assertTrue(rows.last());
    assertTrue(rows.absolute(1));
    assertTrue(rows.absolute(-1));
    assertEquals(2, rows.getRow());
    assertFalse(rows.absolute(0));
    assertFalse(rows.absolute(-5));
    assertTrue(rows.relative(2));
    assertFalse(rows.relative(Integer.MAX_VALUE));
    rows.beforeFirst();
    assertTrue(rows.isBeforeFirst());
    rows.afterLast();
    assertTrue(rows.isAfterLast());
  }

  @Test
  void converts() throws SQLException, IOException {
    rows.next();
    assertEquals("12", rows.getString(1));
    assertEquals("300", rows.getNString("b"));
    assertEquals("12", rows.getNString(1));
    assertEquals(12, rows.getByte("A"));
    assertEquals(300, rows.getShort("B"));
    assertEquals(300, rows.getInt(2));
    assertEquals(5_000_000_000L, rows.getLong("C"));
    assertEquals(12f, rows.getFloat("A"));
    assertEquals(12d, rows.getDouble("A"));
    assertEquals(new BigDecimal("12"), rows.getBigDecimal(1));
    assertEquals(new BigDecimal("12"), rows.getBigDecimal("A"));
    assertEquals(300, rows.getObject("B"));
    assertEquals(300, rows.getObject(2, Map.of()));
    assertEquals(300, rows.getObject("B", Map.of()));
    assertEquals("300", rows.getObject(2, String.class));
    assertEquals(12, rows.getObject("A", Integer.class));
    assertEquals(300L, rows.getObject(2, Long.class));
    assertEquals(new BigDecimal("300"), rows.getObject(2, BigDecimal.class));
    assertEquals(300, rows.getObject(2, Number.class));
    assertEquals("12", new BufferedReader(rows.getCharacterStream("A")).readLine());
    assertFalse(rows.wasNull());
  }

  @Test
  void givesNulls() throws SQLException {
    rows.next();
    assertNull(rows.getString("N"));
    assertTrue(rows.wasNull());
    assertNull(rows.getObject(4));
    assertNull(rows.getObject("N"));
    assertNull(rows.getObject(4, Integer.class));
    assertNull(rows.getBigDecimal("N"));
    assertNull(rows.getCharacterStream(4));
    assertEquals(0, rows.getInt("N"));
    assertTrue(rows.wasNull());
    assertEquals(300, rows.getInt(2));
    assertFalse(rows.wasNull());
    rows.next();
    assertEquals("", rows.getString("N"));
    assertFalse(rows.wasNull());
  }

  @Test
  void saysWhatCannotBeConverted() throws SQLException {
    state("24000", () -> rows.getString(1));
    rows.next();
    state("22003", () -> rows.getByte(2));
    state("22003", () -> rows.getInt("C"));
    state("22018", () -> rows.getObject(1, java.sql.Date.class));
    state("42703", () -> rows.getInt(5));
    state("42703", () -> rows.getInt(0));
    state("42703", () -> rows.getInt("D"));
    rows.next();
    state("22018", () -> rows.getInt(1));
    state("0A000", () -> rows.updateInt(1, 1));
    state("0A000", () -> rows.getBlob(1));
    assertThrows(SQLFeatureNotSupportedException.class, () -> rows.deleteRow());
    rows.next();
    state("24000", () -> rows.getString(1));
  }

  private static void state(String state, Executable call) {
    SQLException error = assertThrows(SQLException.class, call);
    assertEquals(state, error.getSQLState());
  }

  @Test
  void tellsAboutItself() throws SQLException {
    assertSame(statement, rows.getStatement());
    assertEquals(ResultSet.TYPE_SCROLL_INSENSITIVE, rows.getType());
    assertEquals(ResultSet.CONCUR_READ_ONLY, rows.getConcurrency());
    assertEquals(ResultSet.HOLD_CURSORS_OVER_COMMIT, rows.getHoldability());
    rows.setFetchDirection(ResultSet.FETCH_REVERSE);
    rows.setFetchSize(10);
    assertEquals(ResultSet.FETCH_FORWARD, rows.getFetchDirection());
    assertEquals(0, rows.getFetchSize());
    rows.clearWarnings();
    assertNull(rows.getWarnings());
    assertFalse(rows.rowUpdated() || rows.rowInserted() || rows.rowDeleted());
    assertSame(rows, rows.unwrap(ResultSet.class));
    assertTrue(rows.isWrapperFor(ResultSet.class));
    state("22023", () -> rows.unwrap(Statement.class));
  }

  @Test
  void closes() throws SQLException {
    rows.close();
    rows.close();
    assertTrue(rows.isClosed());
    assertFalse(statement.isClosed());
    for (Executable call :
        List.<Executable>of(
            rows::next,
            rows::getMetaData,
            rows::getStatement,
            rows::getType,
            () -> rows.findColumn("A"),
            () -> rows.getString(1))) {
      state("24000", call);
    }
  }

  @Test
  void describesItsColumns() throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    assertEquals(4, columns.getColumnCount());
    assertEquals("B", columns.getColumnName(2));
    assertEquals("B", columns.getColumnLabel(2));
    assertEquals(Types.BIGINT, columns.getColumnType(3));
    assertEquals("BIGINT", columns.getColumnTypeName(3));
    assertEquals("INTEGER", columns.getColumnTypeName(2));
    assertEquals("VARCHAR", columns.getColumnTypeName(1));
    assertEquals("java.lang.Long", columns.getColumnClassName(3));
    assertEquals("java.lang.Integer", columns.getColumnClassName(2));
    assertEquals("java.lang.String", columns.getColumnClassName(1));
    assertEquals(20, columns.getColumnDisplaySize(1));
    assertEquals(20, columns.getPrecision(1));
    assertEquals(0, columns.getScale(1));
    assertEquals(
        "", columns.getTableName(1) + columns.getSchemaName(1) + columns.getCatalogName(1));
    assertEquals(ResultSetMetaData.columnNoNulls, columns.isNullable(1));
    assertEquals(ResultSetMetaData.columnNullable, columns.isNullable(4));
    assertTrue(columns.isCaseSensitive(1) && columns.isSigned(2) && columns.isReadOnly(3));
    assertFalse(
        columns.isAutoIncrement(1)
            || columns.isSearchable(1)
            || columns.isCurrency(1)
            || columns.isSigned(1)
            || columns.isWritable(1)
            || columns.isDefinitelyWritable(1));
    assertSame(columns, columns.unwrap(ResultSetMetaData.class));
    assertTrue(columns.isWrapperFor(ResultSetMetaData.class));
    state("22023", () -> columns.unwrap(String.class));
    state("42703", () -> columns.getColumnName(9));
  }
}
