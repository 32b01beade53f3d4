package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/**
 * Finds the tables and columns that SQL names, and what became of them. By names alone: a column of
 * a table at hand counts as used where any name of the statement is its own, so rather one too many
 * than one too few.
 */
public final class SqlObjects {

  private SqlObjects() {}

  /**
   * The tables and columns that a statement names.
   *
   * @param sql a statement that was checked against the schema
   * @param schema the schema
   * @return each table followed by its columns, in the schema's order
   */
  public static List<SqlObject> used(String sql, Schema schema) {
    List<SqlObject> used = new ArrayList<>();
    List<SqlToken> tokens;
    try {
      tokens = SqlLexer.tokens(sql, schema.dialect());
    } catch (SqlLexer.LexException e) {
      return used;
    }
    List<SqlToken> names = tokens.stream().filter(SqlToken::isName).toList();
    boolean all = selectsAll(tokens);
    for (Table table : schema.tables()) {
      if (!named(names, table.name(), schema.rules())) {
        continue;
      }
      used.add(SqlObject.table(table.name()));
      for (Column column : table.columns()) {
        if (all || named(names, column.name(), schema.rules())) {
          used.add(new SqlObject(table.name(), column.name(), column.type()));
        }
      }
      if (all) {
        used.add(new SqlObject(table.name(), SqlObject.ALL, count(table)));
      }
    }
    return used;
  }

  /**
   * What has become of tables and columns.
   *
   * @param used what they were
   * @param schema what there is now
   * @return a sentence for each that is gone or another; empty if all is as it was
   */
  public static List<String> changes(List<SqlObject> used, Schema schema) {
    List<String> changes = new ArrayList<>();
    for (SqlObject object : used) {
      Table table = table(object.table(), schema);
      if (object.column().isEmpty() || table == null) {
        if (table == null && object.column().isEmpty()) {
          changes.add(object + " is gone");
        }
        continue;
      }
      String type = object.column().equals(SqlObject.ALL) ? count(table) : type(object, table);
      if (type == null) {
        changes.add(object + " is gone");
      } else if (!type.equals(object.type())) {
        String was =
            object.column().equals(SqlObject.ALL) ? "table " + object.table() : "" + object;
        changes.add(was + " was " + object.type() + " and is " + type);
      }
    }
    return changes;
  }

  private static String count(Table table) {
    return table.columns().size() + " columns";
  }

  private static @Nullable Table table(String name, Schema schema) {
    return schema.tables().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String type(SqlObject object, Table table) {
    return table.columns().stream()
        .filter(column -> column.name().equals(object.column()))
        .map(Column::type)
        .findFirst()
        .orElse(null);
  }

  private static boolean named(List<SqlToken> names, String stored, IdentifierRules rules) {
    return names.stream()
        .anyMatch(token -> rules.same(token.name(), token.kind() == SqlToken.Kind.QUOTED, stored));
  }

  /** Whether a star stands where columns stand, and not a factor or the one of COUNT(*). */
  private static boolean selectsAll(List<SqlToken> tokens) {
    for (int i = 1; i < tokens.size(); i++) {
      SqlToken before = tokens.get(i - 1);
      if (tokens.get(i).is("*")
          && (before.is("SELECT")
              || before.is("DISTINCT")
              || before.is("ALL")
              || before.is(",")
              || before.is("."))) {
        return true;
      }
    }
    return false;
  }
}
