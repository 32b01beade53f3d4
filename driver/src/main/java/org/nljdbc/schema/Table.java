package org.nljdbc.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table or view.
 *
 * @param name the name as stored
 * @param view whether it is a view
 * @param comment what its owner says about it, or null
 * @param columns its columns, in their order
 * @param primaryKey names of the primary key's columns, in the key's order; empty if there is none
 * @param foreignKeys the keys by which it refers to other tables
 * @param referencedBy the keys by which other tables refer to it
 * @param hidden names of columns that it has besides, and that questions may not read
 */
public record Table(
    String name,
    boolean view,
    @Nullable String comment,
    List<Column> columns,
    List<String> primaryKey,
    List<ForeignKey> foreignKeys,
    List<ForeignKey> referencedBy,
    List<String> hidden) {

  /** One without hidden columns. */
  public Table(
      String name,
      boolean view,
      @Nullable String comment,
      List<Column> columns,
      List<String> primaryKey,
      List<ForeignKey> foreignKeys,
      List<ForeignKey> referencedBy) {
    this(name, view, comment, columns, primaryKey, foreignKeys, referencedBy, List.of());
  }

  /** Keeps its own copies of the lists. */
  public Table {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    foreignKeys = List.copyOf(foreignKeys);
    referencedBy = List.copyOf(referencedBy);
    hidden = List.copyOf(hidden);
  }

  /**
   * The same table with other keys.
   *
   * @param from the keys by which it refers to other tables
   * @param to the keys by which other tables refer to it
   * @return the table
   */
  public Table withKeys(List<ForeignKey> from, List<ForeignKey> to) {
    return new Table(name, view, comment, columns, primaryKey, from, to, hidden);
  }

  /**
   * The same table with columns that are not spoken of.
   *
   * @param names the columns to hide, as stored
   * @return the table without them
   */
  public Table hiding(List<String> names) {
    Table less = withColumns(columns.stream().filter(c -> !names.contains(c.name())).toList());
    return new Table(
        name,
        view,
        comment,
        less.columns,
        less.primaryKey,
        less.foreignKeys,
        less.referencedBy,
        names);
  }

  /**
   * The same table with other columns; keys that would name a missing column go.
   *
   * @param kept the columns to keep
   * @return the table
   */
  public Table withColumns(List<Column> kept) {
    List<String> names = kept.stream().map(Column::name).toList();
    return new Table(
        name,
        view,
        comment,
        kept,
        names.containsAll(primaryKey) ? primaryKey : List.of(),
        foreignKeys.stream().filter(key -> names.containsAll(key.fromColumns())).toList(),
        referencedBy.stream().filter(key -> names.containsAll(key.toColumns())).toList(),
        hidden);
  }
}
