package org.nljdbc.it.transparency;

import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes values of JDBC as texts that are equal exactly where the values are. */
public final class Values {

  /** Numbers that differ from one connection or table to the next, and say nothing. */
  private static final Pattern SERIALS =
      Pattern.compile("\\(conn=\\d+\\)|(?<=CONSTRAINT_|CONSTRAINT_INDEX_|PRIMARY_KEY_)[0-9A-F]+");

  private Values() {}

  /** A value with its class. */
  public static String text(@Nullable Object value) throws Exception {
    if (value == null) {
      return "null";
    }
    if (value instanceof byte[] bytes) {
      return "bytes " + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof int[] numbers) {
      return Arrays.toString(numbers);
    }
    if (value instanceof long[] numbers) {
      return Arrays.toString(numbers);
    }
    if (value instanceof Object[] elements) {
      return "array " + Arrays.deepToString(elements);
    }
    if (value instanceof Blob blob) {
      return "blob " + HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
    }
    if (value instanceof Clob clob) {
      return "clob " + clob.getSubString(1, (int) clob.length());
    }
    if (value instanceof Array array) {
      return array.getBaseTypeName() + " " + text(array.getArray());
    }
    if (value instanceof InputStream stream) {
      try (stream) {
        return "stream " + HexFormat.of().formatHex(stream.readAllBytes());
      }
    }
    if (value instanceof Reader reader) {
      try (reader) {
        StringWriter text = new StringWriter();
        reader.transferTo(text);
        return "reader " + text;
      }
    }
    if (value instanceof ResultSet rows) {
      return rows(rows);
    }
    return value.getClass().getName() + " " + stable(value.toString());
  }

  /** All rows from the cursor's place on; closes the result set. */
  public static String rows(ResultSet rows) throws Exception {
    try (rows) {
      StringBuilder text = new StringBuilder("rows\n");
      ResultSetMetaData columns = rows.getMetaData();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        text.append(columns.getColumnLabel(i)).append(':').append(columns.getColumnType(i));
        text.append(i == columns.getColumnCount() ? '\n' : '|');
      }
      while (rows.next()) {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          text.append(text(rows.getObject(i))).append(rows.wasNull() ? "(null)" : "").append('|');
        }
        text.append('\n');
      }
      return text.toString();
    }
  }

  /** An exception: its class, what it says, and all that hangs on it. */
  public static String failure(Throwable failure) {
    StringBuilder text = new StringBuilder(failure.getClass().getName());
    text.append(": ").append(stable(String.valueOf(failure.getMessage())));
    if (failure instanceof SQLException sql) {
      text.append(" state ").append(sql.getSQLState()).append(" code ").append(sql.getErrorCode());
      if (failure instanceof java.sql.BatchUpdateException batch) {
        text.append(" counts ").append(Arrays.toString(batch.getUpdateCounts()));
      }
      SQLException next = sql.getNextException();
      if (next != null) {
        text.append(" next ").append(failure(next));
      }
    }
    return text.toString();
  }

  private static String stable(String text) {
    boolean may = text.contains("(conn=") || text.contains("CONSTRAINT_") || text.contains("KEY_");
    return may ? SERIALS.matcher(text).replaceAll("#") : text;
  }
}
