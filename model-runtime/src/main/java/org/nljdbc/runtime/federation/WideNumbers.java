package org.nljdbc.runtime.federation;

import static org.nljdbc.runtime.federation.Proxies.call;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Types;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Numbers as wide as databases have them: Calcite itself stops at 19 digits, and has whole means.
 */
public final class WideNumbers extends RelDataTypeSystemImpl {

  /** Digits of a number of which a database does not say how many it has. */
  private static final int DIGITS = 38;

  /** And how many of them stand behind the point. */
  private static final int SCALE = 12;

  private static final int MOST_DIGITS = 1000;

  private static final int DATA_TYPE = 5;
  private static final int COLUMN_SIZE = 7;
  private static final int DECIMAL_DIGITS = 9;

  /** Makes the type system; Calcite does, by name. */
  public WideNumbers() {}

  @Override
  public int getMaxPrecision(SqlTypeName type) {
    return type == SqlTypeName.DECIMAL ? MOST_DIGITS : super.getMaxPrecision(type);
  }

  @Override
  public int getMaxScale(SqlTypeName type) {
    return type == SqlTypeName.DECIMAL ? MOST_DIGITS : super.getMaxScale(type);
  }

  @Override
  public int getMaxNumericPrecision() {
    return MOST_DIGITS;
  }

  @Override
  public int getMaxNumericScale() {
    return MOST_DIGITS;
  }

  /** The mean of whole numbers is none; Calcite itself would cut off what is behind the point. */
  @Override
  public RelDataType deriveAvgAggType(RelDataTypeFactory types, RelDataType argument) {
    return SqlTypeName.INT_TYPES.contains(argument.getSqlTypeName())
        ? types.createTypeWithNullability(
            types.createSqlType(SqlTypeName.DOUBLE), argument.isNullable())
        : super.deriveAvgAggType(types, argument);
  }

  /**
   * A database's metadata as Calcite reads it, in which every decimal column has digits. PostgreSQL
   * says 0 of a NUMERIC that may have any.
   */
  static DatabaseMetaData of(DatabaseMetaData metaData) {
    return Proxies.proxy(
        DatabaseMetaData.class,
        (method, arguments) -> {
          Object result = call(metaData, method, arguments);
          return method.getName().equals("getColumns") && result instanceof ResultSet rows
              ? columns(rows)
              : result;
        });
  }

  private static ResultSet columns(ResultSet rows) {
    return Proxies.proxy(
        ResultSet.class,
        (method, arguments) -> {
          boolean asked =
              method.getName().equals("getInt")
                  && (arguments[0].equals(COLUMN_SIZE) || arguments[0].equals(DECIMAL_DIGITS));
          if (asked && rows.getInt(COLUMN_SIZE) == 0) {
            int type = rows.getInt(DATA_TYPE);
            if (type == Types.NUMERIC || type == Types.DECIMAL) {
              return arguments[0].equals(COLUMN_SIZE) ? DIGITS : SCALE;
            }
          }
          return call(rows, method, arguments);
        });
  }
}
