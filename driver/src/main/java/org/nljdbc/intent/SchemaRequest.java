package org.nljdbc.intent;

import java.util.List;
import org.nljdbc.schema.Table;

/** What a question wants to know of the schema itself. */
public sealed interface SchemaRequest {

  /**
   * Which tables and views there are.
   *
   * @param viewsOnly whether only the views are wanted
   */
  record Tables(boolean viewsOnly) implements SchemaRequest {}

  /** Which schema it is. */
  record Place() implements SchemaRequest {}

  /** How many tables and views there are. */
  record TableCount() implements SchemaRequest {}

  /**
   * Which columns a table has.
   *
   * @param table the table
   */
  record Columns(Table table) implements SchemaRequest {}

  /**
   * How many columns a table has.
   *
   * @param table the table
   */
  record ColumnCount(Table table) implements SchemaRequest {}

  /**
   * Which columns are a table's primary key.
   *
   * @param table the table
   */
  record PrimaryKey(Table table) implements SchemaRequest {}

  /**
   * The foreign keys by which a table refers to others.
   *
   * @param table the table
   */
  record ForeignKeys(Table table) implements SchemaRequest {}

  /**
   * The foreign keys by which other tables refer to one.
   *
   * @param table the table that they refer to
   */
  record References(Table table) implements SchemaRequest {}

  /**
   * Where something is kept: columns whose name is said, or has all words that are said.
   *
   * @param words what is said, in lower case
   */
  record Find(List<String> words) implements SchemaRequest {

    /** Keeps its own copy of the words. */
    public Find {
      words = List.copyOf(words);
    }
  }

  /** All foreign keys. */
  record AllForeignKeys() implements SchemaRequest {}

  /**
   * The foreign keys by which two tables are related, if need be through others.
   *
   * @param from one table
   * @param to the other
   */
  record Relation(Table from, Table to) implements SchemaRequest {}
}
