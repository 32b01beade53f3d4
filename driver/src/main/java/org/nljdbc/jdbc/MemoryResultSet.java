package org.nljdbc.jdbc;

import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows in memory: texts, whole numbers and nulls. */
final class MemoryResultSet extends MemoryCursor {

  private final StatementBase statement;
  private final MemoryMetaData columns;
  private final List<List<@Nullable Object>> rows;
  private boolean wasNull;

  /**
   * A result before its first row.
   *
   * @param statement our statement that it belongs to
   * @param columns what the columns are
   * @param rows a value of each column's Java type, or null, for each row
   */
  MemoryResultSet(
      StatementBase statement, MemoryMetaData columns, List<List<@Nullable Object>> rows) {
    super(rows.size());
    this.statement = statement;
    this.columns = columns;
    this.rows = rows;
  }

  @Override
  public Statement getStatement() throws SQLException {
    open();
    return statement.outer(Statement.class);
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    open();
    return columns;
  }

  @Override
  public int findColumn(String label) throws SQLException {
    open();
    return columns.find(label);
  }

  @Override
  public boolean wasNull() throws SQLException {
    open();
    return wasNull;
  }

  /** Also closes the statement if that is to close with its last result. */
  @Override
  public void close() throws SQLException {
    if (!isClosed()) {
      end();
      if (!statement.isClosed() && statement.isCloseOnCompletion()) {
        statement.close();
      }
    }
  }

  private @Nullable Object value(int column) throws SQLException {
    List<@Nullable Object> row = rows.get(index());
    columns.column(column);
    Object value = row.get(column - 1);
    wasNull = value == null;
    return value;
  }

  /** The number in a column; null is 0, as JDBC has it. */
  private BigDecimal number(int column) throws SQLException {
    Object value = value(column);
    try {
      return value == null ? BigDecimal.ZERO : new BigDecimal(value.toString().strip());
    } catch (NumberFormatException notANumber) {
      throw new SQLException(
          "Column " + columns.getColumnName(column) + " is not a number", "22018", notANumber);
    }
  }

  private long number(int column, long min, long max) throws SQLException {
    BigDecimal number = number(column);
    if (number.compareTo(BigDecimal.valueOf(min)) < 0
        || number.compareTo(BigDecimal.valueOf(max)) > 0) {
      throw new SQLException(
          "Column " + columns.getColumnName(column) + " is out of range: " + number, "22003");
    }
    return number.longValue();
  }

  @Override
  public @Nullable Object getObject(int column) throws SQLException {
    return value(column);
  }

  @Override
  public @Nullable Object getObject(String label) throws SQLException {
    return value(findColumn(label));
  }

  @Override
  public @Nullable Object getObject(int column, Map<String, Class<?>> map) throws SQLException {
    return value(column);
  }

  @Override
  public @Nullable Object getObject(String label, Map<String, Class<?>> map) throws SQLException {
    return value(findColumn(label));
  }

  @Override
  public <T> @Nullable T getObject(int column, Class<T> type) throws SQLException {
    Object value = value(column);
    if (value == null) {
      return null;
    }
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    if (type == String.class) {
      return type.cast(value.toString());
    }
    if (type == Integer.class) {
      return type.cast(getInt(column));
    }
    if (type == Long.class) {
      return type.cast(getLong(column));
    }
    if (type == BigDecimal.class) {
      return type.cast(getBigDecimal(column));
    }
    throw new SQLException(
        "Column " + columns.getColumnName(column) + " cannot be a " + type.getName(), "22018");
  }

  @Override
  public <T> @Nullable T getObject(String label, Class<T> type) throws SQLException {
    return getObject(findColumn(label), type);
  }

  @Override
  public @Nullable String getString(int column) throws SQLException {
    Object value = value(column);
    return value == null ? null : value.toString();
  }

  @Override
  public @Nullable String getString(String label) throws SQLException {
    return getString(findColumn(label));
  }

  @Override
  public @Nullable String getNString(int column) throws SQLException {
    return getString(column);
  }

  @Override
  public @Nullable String getNString(String label) throws SQLException {
    return getString(label);
  }

  @Override
  public @Nullable Reader getCharacterStream(int column) throws SQLException {
    String text = getString(column);
    return text == null ? null : new StringReader(text);
  }

  @Override
  public @Nullable Reader getCharacterStream(String label) throws SQLException {
    return getCharacterStream(findColumn(label));
  }

  @Override
  public byte getByte(int column) throws SQLException {
    return (byte) number(column, Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  @Override
  public byte getByte(String label) throws SQLException {
    return getByte(findColumn(label));
  }

  @Override
  public short getShort(int column) throws SQLException {
    return (short) number(column, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  @Override
  public short getShort(String label) throws SQLException {
    return getShort(findColumn(label));
  }

  @Override
  public int getInt(int column) throws SQLException {
    return (int) number(column, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  @Override
  public int getInt(String label) throws SQLException {
    return getInt(findColumn(label));
  }

  @Override
  public long getLong(int column) throws SQLException {
    return number(column, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Override
  public long getLong(String label) throws SQLException {
    return getLong(findColumn(label));
  }

  @Override
  public float getFloat(int column) throws SQLException {
    return number(column).floatValue();
  }

  @Override
  public float getFloat(String label) throws SQLException {
    return getFloat(findColumn(label));
  }

  @Override
  public double getDouble(int column) throws SQLException {
    return number(column).doubleValue();
  }

  @Override
  public double getDouble(String label) throws SQLException {
    return getDouble(findColumn(label));
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(int column) throws SQLException {
    BigDecimal number = number(column);
    return wasNull ? null : number;
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(String label) throws SQLException {
    return getBigDecimal(findColumn(label));
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (!type.isInstance(this)) {
      throw new SQLException("Nothing of type " + type.getName() + " lies behind this", "22023");
    }
    return type.cast(this);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
