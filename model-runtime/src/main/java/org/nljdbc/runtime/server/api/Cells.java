package org.nljdbc.runtime.server.api;

import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row's values as JSON has them: null, truth values, numbers and texts. */
public final class Cells {

  private Cells() {}

  /** The values of the current row. */
  public static List<@Nullable Object> of(ResultSet rows, int columns) throws SQLException {
    List<@Nullable Object> cells = new ArrayList<>(columns);
    for (int i = 1; i <= columns; i++) {
      cells.add(cell(rows, i));
    }
    return Collections.unmodifiableList(cells);
  }

  private static @Nullable Object cell(ResultSet rows, int column) throws SQLException {
    Object value = rows.getObject(column);
    if (value == null || value instanceof Boolean || value instanceof String) {
      return value;
    }
    if (value instanceof Double || value instanceof Float) {
      // JSON has no word for what is not finite.
      return Double.isFinite(((Number) value).doubleValue()) ? value : value.toString();
    }
    if (value instanceof Number) {
      return value instanceof BigDecimal decimal ? new BigDecimal(decimal.toPlainString()) : value;
    }
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    if (value instanceof Timestamp time) {
      return time.toLocalDateTime().toString();
    }
    if (value instanceof Date date) {
      return date.toLocalDate().toString();
    }
    if (value instanceof Time time) {
      return time.toLocalTime().toString();
    }
    if (value instanceof TemporalAccessor) {
      return value.toString();
    }
    if (value instanceof Blob) {
      return Base64.getEncoder().encodeToString(rows.getBytes(column));
    }
    return rows.getString(column);
  }
}
