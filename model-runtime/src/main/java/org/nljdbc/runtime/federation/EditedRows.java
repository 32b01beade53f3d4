package org.nljdbc.runtime.federation;

import static org.nljdbc.runtime.federation.Proxies.call;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows of metadata some of whose texts are changed as they are read. */
final class EditedRows {

  /** Changes a text. */
  @FunctionalInterface
  interface Edit {
    /**
     * The text to return.
     *
     * @param row the row it stands in
     * @param label its column's label, in upper case
     * @param value the text that is there
     */
    @Nullable String of(ResultSet row, String label, @Nullable String value) throws SQLException;
  }

  private EditedRows() {}

  static ResultSet of(ResultSet rows, Edit edit) {
    return of(rows, edit, null);
  }

  /** The rows; closing them closes a connection too. */
  static ResultSet of(ResultSet rows, Edit edit, @Nullable Connection owned) {
    return Proxies.proxy(
        ResultSet.class,
        (method, arguments) -> {
          Object result = call(rows, method, arguments);
          if (method.getName().equals("close") && owned != null) {
            owned.close();
          }
          boolean text = method.getName().equals("getString") || isObject(method, result);
          return text ? edit.of(rows, label(rows, arguments[0]), (String) result) : result;
        });
  }

  private static boolean isObject(Method method, @Nullable Object result) {
    return method.getName().equals("getObject") && result instanceof String;
  }

  private static String label(ResultSet rows, Object column) throws SQLException {
    String label =
        column instanceof Integer index
            ? rows.getMetaData().getColumnLabel(index)
            : String.valueOf(column);
    return label.toUpperCase(Locale.ROOT);
  }
}
