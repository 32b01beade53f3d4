package org.nljdbc.intent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.intent.SchemaAnswer.Heading;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/** Makes the rows of answers about a schema. */
final class SchemaRows {

  private static final List<Heading> TABLES =
      List.of(
          Heading.text("TABLE"),
          Heading.text("TYPE"),
          Heading.number("COLUMNS"),
          Heading.optional("COMMENT"));
  private static final List<Heading> TABLE_COUNT =
      List.of(Heading.number("TABLES"), Heading.number("VIEWS"));
  private static final List<Heading> COLUMNS =
      List.of(
          Heading.text("COLUMN"),
          Heading.text("TYPE"),
          Heading.text("NULLABLE"),
          Heading.optional("KEY"),
          Heading.optional("REFERENCES"),
          Heading.optional("COMMENT"));
  private static final List<Heading> PLACE =
      List.of(
          Heading.text("SCHEMA"),
          Heading.number("TABLES"),
          Heading.number("VIEWS"),
          Heading.text("COMMENT"));
  private static final List<Heading> PLACES =
      Stream.concat(Stream.of(Heading.text("TABLE")), COLUMNS.stream()).toList();
  private static final List<Heading> COLUMN_COUNT = List.of(Heading.number("COLUMNS"));
  private static final List<Heading> KEYS =
      List.of(
          Heading.text("TABLE"),
          Heading.text("COLUMNS"),
          Heading.text("REFERENCED_TABLE"),
          Heading.text("REFERENCED_COLUMNS"));

  private final Schema schema;

  SchemaRows(Schema schema) {
    this.schema = schema;
  }

  SchemaAnswer answer(SchemaRequest request) {
    if (request instanceof SchemaRequest.Tables tables) {
      return tables(tables.viewsOnly());
    }
    if (request instanceof SchemaRequest.TableCount) {
      int views = (int) schema.tables().stream().filter(Table::view).count();
      return one(TABLE_COUNT, schema.tables().size() - views, views);
    }
    if (request instanceof SchemaRequest.Place) {
      int views = (int) schema.tables().stream().filter(Table::view).count();
      return one(
          PLACE,
          schema.place(),
          schema.tables().size() - views,
          views,
          "questions see this one; the URL, setSchema or setCatalog choose another");
    }
    if (request instanceof SchemaRequest.Columns columns) {
      return columns(columns.table(), columns.table().columns());
    }
    if (request instanceof SchemaRequest.ColumnCount count) {
      return one(COLUMN_COUNT, count.table().columns().size());
    }
    if (request instanceof SchemaRequest.PrimaryKey key) {
      return primaryKey(key.table());
    }
    if (request instanceof SchemaRequest.ForeignKeys keys) {
      return keys(keys.table().foreignKeys());
    }
    if (request instanceof SchemaRequest.References references) {
      return keys(references.table().referencedBy());
    }
    if (request instanceof SchemaRequest.Find find) {
      return places(find.words());
    }
    if (request instanceof SchemaRequest.Relation relation) {
      return keys(KeyChain.between(relation.from(), relation.to(), schema));
    }
    return keys(schema.tables().stream().flatMap(table -> table.foreignKeys().stream()).toList());
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }

  private static SchemaAnswer one(List<Heading> headings, @Nullable Object... values) {
    return new SchemaAnswer(headings, List.of(row(values)));
  }

  private SchemaAnswer tables(boolean viewsOnly) {
    return new SchemaAnswer(
        TABLES,
        schema.tables().stream()
            .filter(table -> table.view() || !viewsOnly)
            .map(
                table ->
                    row(
                        table.name(),
                        table.view() ? "VIEW" : "TABLE",
                        table.columns().size(),
                        table.comment()))
            .toList());
  }

  private static SchemaAnswer columns(Table table, List<Column> wanted) {
    return new SchemaAnswer(COLUMNS, wanted.stream().map(column -> column(table, column)).toList());
  }

  private static List<@Nullable Object> column(Table table, Column column) {
    return row(
        column.name(),
        column.type(),
        column.nullable() ? "YES" : "NO",
        key(table, column.name()),
        references(table, column.name()),
        column.comment());
  }

  /** The columns that are called so, then those with all the words in their name. */
  private SchemaAnswer places(List<String> words) {
    String name = NameWords.singular(NameWords.squashed(String.join("", words)));
    List<String> roots = words.stream().map(NameWords::root).toList();
    List<List<@Nullable Object>> called = new ArrayList<>();
    List<List<@Nullable Object>> alike = new ArrayList<>();
    for (Table table : schema.tables()) {
      for (Column column : table.columns()) {
        List<@Nullable Object> place = new ArrayList<>(column(table, column));
        place.add(0, table.name());
        boolean isSaid =
            NameWords.singular(NameWords.squashed(column.name())).equals(name)
                || NameWords.singular(NameWords.squashed(table.name() + column.name()))
                    .equals(name);
        if (isSaid) {
          called.add(place);
        } else if (NameWords.parts(column.name()).stream()
            .map(NameWords::root)
            .toList()
            .containsAll(roots)) {
          alike.add(place);
        }
      }
    }
    called.addAll(alike);
    return new SchemaAnswer(PLACES, called);
  }

  /** In the key's own order. */
  private static SchemaAnswer primaryKey(Table table) {
    return columns(
        table,
        table.primaryKey().stream()
            .map(
                name ->
                    table.columns().stream()
                        .filter(column -> column.name().equals(name))
                        .findFirst()
                        .orElse(null))
            .filter(Objects::nonNull)
            .toList());
  }

  private static @Nullable String key(Table table, String column) {
    String key =
        Stream.of(
                table.primaryKey().contains(column) ? "PRIMARY" : "",
                table.foreignKeys().stream().anyMatch(k -> k.fromColumns().contains(column))
                    ? "FOREIGN"
                    : "")
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    return key.isEmpty() ? null : key;
  }

  private static @Nullable String references(Table table, String column) {
    String targets =
        table.foreignKeys().stream()
            .filter(key -> key.fromColumns().contains(column))
            .map(key -> key.toTable() + "." + target(key, column))
            .distinct()
            .collect(Collectors.joining(", "));
    return targets.isEmpty() ? null : targets;
  }

  private static String target(ForeignKey key, String column) {
    return key.toColumns().get(key.fromColumns().indexOf(column));
  }

  private static SchemaAnswer keys(List<ForeignKey> keys) {
    return new SchemaAnswer(
        KEYS,
        keys.stream()
            .map(
                key ->
                    row(
                        key.fromTable(),
                        String.join(", ", key.fromColumns()),
                        key.toTable(),
                        String.join(", ", key.toColumns())))
            .toList());
  }
}
