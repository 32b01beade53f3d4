package org.nljdbc.it.accuracy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nljdbc.it.databases.Kind;

/**
 * Copies a SQLite database into another system: names as that system folds them, types that the
 * values have, primary keys where they hold, and foreign keys even where rows break them, since
 * they tell what belongs together.
 */
final class DatabaseCopy {

  private final Kind kind;
  private final Map<String, CopiedTable> tables = new LinkedHashMap<>();
  private final List<Key> keys = new ArrayList<>();
  private int lost;

  private record Key(String table, List<String> columns, String referenced, List<String> to) {}

  private DatabaseCopy(Kind kind) {
    this.kind = kind;
  }

  /**
   * Copies.
   *
   * @param file the SQLite database
   * @param copy an empty database
   * @param kind the system of the copy
   * @return how many keys the copy does not have, since its system refused them
   * @throws SQLException if a table cannot be copied
   */
  static int copy(Path file, Connection copy, Kind kind) throws SQLException {
    DatabaseCopy work = new DatabaseCopy(kind);
    try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      work.read(sqlite);
    }
    work.alignTypes();
    work.write(copy);
    return work.lost;
  }

  private void read(Connection sqlite) throws SQLException {
    List<String> names = new ArrayList<>();
    String sql =
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'"
            + " ESCAPE '\\'";
    try (Statement statement = sqlite.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        names.add(result.getString(1));
      }
    }
    for (String name : names) {
      CopiedTable table = CopiedTable.read(sqlite, name, kind);
      tables.put(table.name(), table);
    }
    for (String name : names) {
      readKeys(sqlite, name);
    }
  }

  private void readKeys(Connection sqlite, String table) throws SQLException {
    record Part(int number, String from, @Nullable String to) {}
    Map<Integer, List<Part>> parts = new TreeMap<>(Comparator.reverseOrder());
    Map<Integer, String> referenced = new LinkedHashMap<>();
    String pragma = "PRAGMA foreign_key_list(\"" + table.replace("\"", "\"\"") + "\")";
    try (Statement statement = sqlite.createStatement();
        ResultSet result = statement.executeQuery(pragma)) {
      while (result.next()) {
        int id = result.getInt("id");
        referenced.put(id, folded(result.getString("table")));
        parts
            .computeIfAbsent(id, i -> new ArrayList<>())
            .add(new Part(result.getInt("seq"), result.getString("from"), result.getString("to")));
      }
    }
    parts.forEach(
        (id, list) -> {
          list.sort(Comparator.comparingInt(Part::number));
          List<String> from = list.stream().map(part -> folded(part.from)).toList();
          List<String> to = new ArrayList<>();
          CopiedTable target = find(referenced.getOrDefault(id, ""));
          for (Part part : list) {
            if (part.to != null) {
              to.add(folded(part.to));
            } else if (target != null && part.number < target.key().size()) {
              to.add(target.columns().get(target.key().get(part.number)).name());
            }
          }
          if (target != null && to.size() == from.size()) {
            keys.add(new Key(folded(table), from, target.name(), to));
          }
        });
  }

  private String folded(String name) {
    return CopiedTable.folded(name, kind);
  }

  /** SQLite does not mind the case in which a key names its table. */
  private @Nullable CopiedTable find(String name) {
    return tables.values().stream()
        .filter(table -> table.name().equalsIgnoreCase(name))
        .findFirst()
        .orElse(null);
  }

  /** Columns on both sides of a key must have one type. */
  private void alignTypes() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Key key : keys) {
        for (int i = 0; i < key.columns.size(); i++) {
          changed |= align(key.table, key.columns.get(i), key.referenced, key.to.get(i));
        }
      }
    }
  }

  private boolean align(String table, String column, String otherTable, String otherColumn) {
    CopiedColumn one = column(table, column);
    CopiedColumn two = column(otherTable, otherColumn);
    if (one == null || two == null) {
      return false;
    }
    CopiedColumn.Type type = one.type().with(two.type());
    int length = Math.max(one.length(), two.length());
    boolean changed = one.type() != type || two.type() != type || one.length() != two.length();
    if (changed) {
      replace(table, one, one.as(type, length));
      replace(otherTable, two, two.as(type, length));
    }
    return changed;
  }

  private @Nullable CopiedColumn column(String table, String column) {
    CopiedTable found = tables.get(table);
    return found == null
        ? null
        : found.columns().stream()
            .filter(known -> known.name().equalsIgnoreCase(column))
            .findFirst()
            .orElse(null);
  }

  private void replace(String table, CopiedColumn old, CopiedColumn column) {
    tables.computeIfPresent(
        table, (name, known) -> known.with(known.columns().indexOf(old), column));
  }

  private void write(Connection copy) throws SQLException {
    for (CopiedTable table : tables.values()) {
      table.create(copy, kind);
      table.fill(copy, kind);
      if (!table.key().isEmpty()) {
        List<String> columns =
            table.key().stream().map(place -> table.columns().get(place).name()).toList();
        tryTo(copy, alter(table.name()) + "PRIMARY KEY (" + list(columns) + ")");
      }
    }
    if (kind == Kind.MARIADB) {
      tryTo(copy, "SET SESSION foreign_key_checks = 0");
    }
    for (Key key : keys) {
      List<String> from = spelled(key.table, key.columns);
      List<String> to = spelled(key.referenced, key.to);
      String unique = alter(key.referenced) + "UNIQUE (" + list(to) + ")";
      String foreign =
          alter(key.table)
              + "FOREIGN KEY ("
              + list(from)
              + ") REFERENCES "
              + kind.quoted(key.referenced)
              + " ("
              + list(to)
              + ")"
              + (kind == Kind.POSTGRESQL ? " NOT VALID" : kind == Kind.H2 ? " NOCHECK" : "");
      if (!works(copy, foreign) && !(works(copy, unique) && works(copy, foreign))) {
        lost++;
      }
    }
  }

  private List<String> spelled(String table, List<String> columns) {
    return columns.stream()
        .map(
            name -> {
              CopiedColumn known = column(table, name);
              return known == null ? name : known.name();
            })
        .toList();
  }

  private String alter(String table) {
    return "ALTER TABLE " + kind.quoted(table) + " ADD ";
  }

  private String list(List<String> columns) {
    return columns.stream().map(kind::quoted).collect(Collectors.joining(", "));
  }

  private void tryTo(Connection copy, String sql) {
    lost += works(copy, sql) ? 0 : 1;
  }

  private static boolean works(Connection copy, String sql) {
    try (Statement statement = copy.createStatement()) {
      statement.execute(sql);
      return true;
    } catch (SQLException refused) {
      return false;
    }
  }
}
