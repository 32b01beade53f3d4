package org.nljdbc.runtime.federation;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.adapter.jdbc.JdbcSchema;
import org.apache.calcite.adapter.jdbc.JdbcTable;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Statistic;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.schema.lookup.LikePattern;
import org.jspecify.annotations.Nullable;

/** Tables and views of databases that can be read and not written to. */
class ShownTables extends AbstractSchema {

  private final Map<String, Table> tables;

  ShownTables(Map<String, Table> tables) {
    this.tables = tables;
  }

  /** A database's tables and views, without those of its own. */
  static ShownTables of(JdbcSchema schema) {
    Map<String, Table> shown = new LinkedHashMap<>();
    var lookup = schema.tables();
    for (String name : lookup.getNames(LikePattern.any())) {
      Table table = lookup.get(name);
      if (table instanceof TranslatableTable readable && isAskable(table, name)) {
        shown.put(name, new Shown(readable));
      }
    }
    return new ShownTables(shown);
  }

  private static boolean isAskable(Table table, String name) {
    if (name.toLowerCase(Locale.ROOT).startsWith("sqlite_")) {
      return false;
    }
    return switch (table.getJdbcTableType()) {
      case SYSTEM_TABLE, SYSTEM_VIEW, SYSTEM_INDEX, SYSTEM_TOAST_INDEX, SYSTEM_TOAST_TABLE -> false;
      case TEMPORARY_INDEX, TEMPORARY_SEQUENCE, INDEX, SEQUENCE, TYPE, SYNONYM, STREAM -> false;
      default -> true;
    };
  }

  @Override
  protected Map<String, Table> getTableMap() {
    return tables;
  }

  /** A database's table, whatever it calls its sort: a table or a view. */
  private static final class Shown extends AbstractTable implements TranslatableTable {

    private final TranslatableTable table;

    Shown(TranslatableTable table) {
      this.table = table;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory types) {
      return table.getRowType(types);
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable place) {
      return table.toRel(context, place);
    }

    /**
     * Calcite asks for what the database calls the table, and, to write, for a table to write to.
     */
    @Override
    public <C> @Nullable C unwrap(Class<C> type) {
      return type == JdbcTable.class && type.isInstance(table) ? type.cast(table) : null;
    }

    @Override
    public Statistic getStatistic() {
      return table.getStatistic();
    }

    @Override
    public Schema.TableType getJdbcTableType() {
      return table.getJdbcTableType().name().contains("VIEW")
          ? Schema.TableType.VIEW
          : Schema.TableType.TABLE;
    }
  }
}
