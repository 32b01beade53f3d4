package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.Table;

/**
 * By which columns tables can be joined: those of a foreign key between them, and those of one
 * name. Nothing is said about tables without a key between them.
 */
final class JoinLinks {

  private final SchemaNames names;

  private record Link(Table one, String oneColumn, Table other, String otherColumn) {}

  JoinLinks(SchemaNames names) {
    this.names = names;
  }

  /**
   * Whether a table can be joined to one of others: it is linked to one of them, or nothing is
   * known of how it is linked to anything.
   */
  boolean reach(List<@Nullable Table> others, Table table) {
    if (table.foreignKeys().isEmpty() && table.referencedBy().isEmpty()) {
      return true;
    }
    for (Table other : others) {
      if (other == null
          || other.equals(table)
          || !keys(other, table).isEmpty()
          || !namesakes(other, table).isEmpty()) {
        return true;
      }
    }
    return others.isEmpty();
  }

  /**
   * Whether a column may stand in the condition that joins a table to others.
   *
   * @param others the tables before
   * @param table the table that is joined
   * @param before the column on the other side, or null if this is the first
   * @param column the column
   * @param cut whether its name may go on
   * @return false if the tables are linked otherwise
   */
  boolean join(
      List<@Nullable Table> others,
      Table table,
      QueryBlock.@Nullable Column before,
      QueryBlock.Column column,
      boolean cut) {
    List<Link> links = new ArrayList<>();
    boolean keyed = false;
    for (Table other : others) {
      if (other != null) {
        keyed |= links.addAll(keys(other, table));
        links.addAll(namesakes(other, table));
      }
    }
    return !keyed
        || others.contains(table)
        || links.stream()
            .anyMatch(
                link ->
                    is(link.one, link.oneColumn, column, cut)
                            && (before == null || is(link.other, link.otherColumn, before, false))
                        || is(link.other, link.otherColumn, column, cut)
                            && (before == null || is(link.one, link.oneColumn, before, false)));
  }

  private boolean is(Table table, String stored, QueryBlock.Column written, boolean cut) {
    return written.table().equals(table) && names.means(written.name(), stored, cut);
  }

  private static List<Link> keys(Table one, Table other) {
    List<Link> links = new ArrayList<>();
    for (ForeignKey key : one.foreignKeys()) {
      if (key.toTable().equals(other.name())) {
        add(links, one, key.fromColumns(), other, key.toColumns());
      }
    }
    for (ForeignKey key : other.foreignKeys()) {
      if (key.toTable().equals(one.name())) {
        add(links, one, key.toColumns(), other, key.fromColumns());
      }
    }
    return links;
  }

  /** Columns of one name. */
  private static List<Link> namesakes(Table one, Table other) {
    List<Link> links = new ArrayList<>();
    for (Column column : one.columns()) {
      for (Column same : other.columns()) {
        if (column.name().equalsIgnoreCase(same.name())) {
          links.add(new Link(one, column.name(), other, same.name()));
        }
      }
    }
    return links;
  }

  private static void add(
      List<Link> links, Table one, List<String> from, Table other, List<String> to) {
    for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
      links.add(new Link(one, from.get(i), other, to.get(i)));
    }
  }
}
