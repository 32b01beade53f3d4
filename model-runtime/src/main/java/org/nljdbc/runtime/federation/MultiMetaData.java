package org.nljdbc.runtime.federation;

import static org.nljdbc.runtime.federation.Proxies.call;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calcite's metadata, with what it does not know of the databases' tables: their keys and comments.
 */
final class MultiMetaData {

  private static final int TABLE_ARGUMENT = 2;

  private final String url;
  private final DatabaseMetaData calcite;
  private final List<Member> members;
  private final AllTables tables;

  MultiMetaData(String url, DatabaseMetaData calcite, List<Member> members, AllTables tables) {
    this.url = url;
    this.calcite = calcite;
    this.members = members;
    this.tables = tables;
  }

  DatabaseMetaData proxy() {
    return Proxies.proxy(DatabaseMetaData.class, this::handle);
  }

  private @Nullable Object handle(Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      // Calcite's own is the same for all, and what is known of one would be taken for another's.
      case "getURL" -> url;
      case "supportsMixedCaseQuotedIdentifiers" -> false;
      case "supportsSavepoints" -> true;
      case "getTables" -> {
        Map<String, String> comments = comments(false);
        yield EditedRows.of(
            call(ResultSet.class, calcite, method, arguments),
            (row, label, value) ->
                label.equals("REMARKS") ? comments.get(row.getString("TABLE_NAME")) : value);
      }
      case "getColumns" -> {
        Map<String, String> comments = comments(true);
        yield EditedRows.of(
            call(ResultSet.class, calcite, method, arguments),
            (row, label, value) -> column(comments, row, label, value));
      }
      case "getPrimaryKeys", "getImportedKeys", "getExportedKeys", "getIndexInfo" -> {
        AllTables.Origin origin = tables.origin(String.valueOf(arguments[TABLE_ARGUMENT]));
        yield origin == null
            ? call(calcite, method, arguments)
            : ofMember(origin, method, arguments);
      }
      default -> call(calcite, method, arguments);
    };
  }

  private static @Nullable String column(
      Map<String, String> comments, ResultSet row, String label, @Nullable String value)
      throws SQLException {
    return switch (label) {
      case "COLUMN_NAME" -> value == null ? null : AllTables.shown(value);
      case "REMARKS" ->
          comments.get(row.getString("TABLE_NAME") + '\0' + row.getString("COLUMN_NAME"));
      // Calcite writes what other columns say as well.
      case "TYPE_NAME" ->
          value == null ? null : value.replace(" NOT NULL", "").replaceFirst("\\(.*\\)", "");
      default -> value;
    };
  }

  private ResultSet ofMember(AllTables.Origin origin, Method method, Object[] arguments)
      throws Throwable {
    Member member = origin.member();
    Object[] there = arguments.clone();
    there[0] = member.catalog();
    there[1] = member.schemaName();
    there[TABLE_ARGUMENT] = origin.table();
    Connection connection = member.source().getConnection();
    try {
      ResultSet rows = call(ResultSet.class, connection.getMetaData(), method, there);
      return EditedRows.of(rows, (row, label, value) -> name(member, label, value), connection);
    } catch (SQLException | RuntimeException | Error failed) {
      connection.close();
      throw failed;
    }
  }

  private @Nullable String name(Member member, String label, @Nullable String value) {
    if (label.endsWith("TABLE_NAME") && value != null) {
      String here = tables.name(member, value);
      return here == null ? member.name() + "." + value : here;
    }
    if (label.endsWith("TABLE_SCHEM")) {
      return AllTables.NAME;
    }
    if (label.endsWith("COLUMN_NAME") && value != null) {
      return AllTables.shown(value);
    }
    return label.endsWith("TABLE_CAT") ? null : value;
  }

  /** Comments of tables by their names, or of columns by those of table and column. */
  private Map<String, String> comments(boolean ofColumns) throws SQLException {
    Map<String, String> comments = new HashMap<>();
    for (Member member : members) {
      try (Connection connection = member.source().getConnection()) {
        DatabaseMetaData metaData = connection.getMetaData();
        try (ResultSet rows =
            ofColumns
                ? metaData.getColumns(member.catalog(), member.schemaName(), "%", "%")
                : metaData.getTables(member.catalog(), member.schemaName(), "%", null)) {
          while (rows.next()) {
            String table = tables.name(member, String.valueOf(rows.getString("TABLE_NAME")));
            String comment = rows.getString("REMARKS");
            if (table != null && comment != null && !comment.isBlank()) {
              String key = ofColumns ? table + '\0' + rows.getString("COLUMN_NAME") : table;
              comments.put(key, comment);
            }
          }
        }
      }
    }
    return comments;
  }
}
