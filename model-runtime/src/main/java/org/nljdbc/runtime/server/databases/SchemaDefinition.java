package org.nljdbc.runtime.server.databases;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.config.InvalidFieldException;

/**
 * Tables that somebody describes, without rows.
 *
 * @param tables the tables; at least one, with different names
 */
public record SchemaDefinition(List<TableDefinition> tables) {

  private static final int MOST_TABLES = 1_000;
  private static final int MOST_COLUMNS = 1_000;
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_TYPE = 128;

  /**
   * A table.
   *
   * @param name its name
   * @param columns its columns, at least one, with different names
   * @param primaryKey columns of its primary key, or none
   * @param foreignKeys its foreign keys
   */
  public record TableDefinition(
      String name,
      List<ColumnDefinition> columns,
      List<String> primaryKey,
      List<KeyDefinition> foreignKeys) {

    /** Keeps its own copies of the lists. */
    public TableDefinition {
      columns = List.copyOf(columns);
      primaryKey = List.copyOf(primaryKey);
      foreignKeys = List.copyOf(foreignKeys);
    }
  }

  /**
   * A column.
   *
   * @param name its name
   * @param type its type as SQL writes it, or empty
   * @param nullable whether it may hold null
   */
  public record ColumnDefinition(String name, String type, boolean nullable) {}

  /**
   * A foreign key.
   *
   * @param columns the columns that refer
   * @param table the table referred to
   * @param references its columns; empty for its primary key
   */
  public record KeyDefinition(List<String> columns, String table, List<String> references) {

    /** Keeps its own copies of the lists. */
    public KeyDefinition {
      columns = List.copyOf(columns);
      references = List.copyOf(references);
    }
  }

  /** Checks names, types and numbers. */
  public SchemaDefinition {
    tables = List.copyOf(tables);
    if (tables.isEmpty() || tables.size() > MOST_TABLES) {
      throw new InvalidFieldException("tables", "must be 1 to " + MOST_TABLES);
    }
    different("tables", tables.stream().map(TableDefinition::name).toList());
    tables.forEach(SchemaDefinition::check);
  }

  private static void check(TableDefinition table) {
    String at = "table " + table.name;
    if (table.columns.isEmpty() || table.columns.size() > MOST_COLUMNS) {
      throw new InvalidFieldException(at, "must have 1 to " + MOST_COLUMNS + " columns");
    }
    List<String> names = table.columns.stream().map(ColumnDefinition::name).toList();
    different(at, names);
    table.columns.forEach(column -> checkType(at, column.type));
    known(at, table.primaryKey, names);
    for (KeyDefinition key : table.foreignKeys) {
      known(at, key.columns, names);
      checkName(at, key.table);
      key.references.forEach(name -> checkName(at, name));
      if (!key.references.isEmpty() && key.references.size() != key.columns.size()) {
        throw new InvalidFieldException(at, "has a foreign key of unequal sides");
      }
    }
  }

  private static void known(String at, List<String> columns, List<String> names) {
    Set<String> lower = new HashSet<>();
    names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    for (String column : columns) {
      if (!lower.contains(column.toLowerCase(Locale.ROOT))) {
        throw new InvalidFieldException(
            at, "has a key with the column " + column + ", which it lacks");
      }
    }
  }

  private static void different(String at, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      checkName(at, name);
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new InvalidFieldException(at, "has the name " + name + " twice");
      }
    }
  }

  private static void checkName(String at, String name) {
    boolean plain = name.codePoints().noneMatch(Character::isISOControl);
    boolean system = name.toLowerCase(Locale.ROOT).startsWith("sqlite_");
    if (name.isBlank() || name.length() > LONGEST_NAME || !plain || system) {
      throw new InvalidFieldException(
          at,
          "has a name that is empty, longer than "
              + LONGEST_NAME
              + " characters, or not one for tables and columns");
    }
  }

  private static void checkType(String at, String type) {
    if (type.length() > LONGEST_TYPE
        || !type.matches("|[\\p{L}][\\p{L}\\p{N}_ ]*( ?\\([0-9 ,]+\\))?[\\p{L} ]*")) {
      throw new InvalidFieldException(at, "has a type that cannot be read");
    }
  }

  /**
   * Reads tables that were written as JSON.
   *
   * @param fields an object with the list {@code tables}
   * @return the tables
   * @throws InvalidFieldException if something in them is not valid
   */
  public static SchemaDefinition read(Fields fields) {
    List<TableDefinition> tables = new ArrayList<>();
    for (Fields table : fields.objects("tables")) {
      List<ColumnDefinition> columns = new ArrayList<>();
      for (Fields column : table.objects("columns")) {
        columns.add(
            new ColumnDefinition(
                column.text("name"), column.text("type", ""), column.flag("nullable", true)));
        column.done();
      }
      List<KeyDefinition> keys = new ArrayList<>();
      for (Fields key : table.objects("foreignKeys")) {
        keys.add(
            new KeyDefinition(key.texts("columns"), key.text("table"), key.texts("references")));
        key.done();
      }
      tables.add(new TableDefinition(table.text("name"), columns, table.texts("primaryKey"), keys));
      table.done();
    }
    return new SchemaDefinition(tables);
  }

  /** Whether a request's body has tables as JSON. */
  public static boolean isIn(Fields fields) {
    JsonElement tables = fields.get("tables");
    return tables != null;
  }
}
