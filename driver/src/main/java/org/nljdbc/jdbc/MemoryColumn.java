package org.nljdbc.jdbc;

import java.sql.Types;

/**
 * A column of a result in memory.
 *
 * @param name its name
 * @param type one of {@link Types}: VARCHAR, INTEGER or BIGINT
 * @param width most characters to show
 * @param nullable whether it may hold null
 */
record MemoryColumn(String name, int type, int width, boolean nullable) {

  String typeName() {
    return switch (type) {
      case Types.INTEGER -> "INTEGER";
      case Types.BIGINT -> "BIGINT";
      default -> "VARCHAR";
    };
  }

  Class<?> javaType() {
    return switch (type) {
      case Types.INTEGER -> Integer.class;
      case Types.BIGINT -> Long.class;
      default -> String.class;
    };
  }

  boolean isNumber() {
    return type != Types.VARCHAR;
  }
}
