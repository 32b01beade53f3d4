package org.nljdbc.schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a question can be about: the tables and views of one connection's current schema.
 *
 * @param dialect the database's dialect
 * @param product the database's own name and version, for people
 * @param rules how names are compared
 * @param catalog the catalog that was read, or null
 * @param name the schema that was read, or null
 * @param tables tables and views in a stable order
 * @param fingerprint digest of all of it; two schemas with the same digest are equal
 */
public record Schema(
    Dialect dialect,
    String product,
    IdentifierRules rules,
    @Nullable String catalog,
    @Nullable String name,
    List<Table> tables,
    String fingerprint) {

  /** Keeps its own copy of the tables. */
  public Schema {
    tables = List.copyOf(tables);
  }

  /**
   * Makes a schema and works out its fingerprint.
   *
   * @param dialect the dialect
   * @param product the database's name and version
   * @param rules how names are compared
   * @param catalog the catalog, or null
   * @param name the schema's name, or null
   * @param tables the tables
   * @return the schema
   */
  public static Schema of(
      Dialect dialect,
      String product,
      IdentifierRules rules,
      @Nullable String catalog,
      @Nullable String name,
      List<Table> tables) {
    String fingerprint =
        Digests.of(dialect.name(), rules.toString(), product, catalog, name, tables.toString());
    return new Schema(dialect, product, rules, catalog, name, tables, fingerprint);
  }

  /**
   * The part of this schema that some of its tables make up; keys to other tables go.
   *
   * @param kept the tables to keep, possibly with fewer columns
   * @return the smaller schema
   */
  public Schema with(List<Table> kept) {
    Set<String> names =
        kept.stream().map(Table::name).collect(Collectors.toCollection(LinkedHashSet::new));
    List<Table> closed =
        kept.stream()
            .map(
                table ->
                    table.withKeys(
                        table.foreignKeys().stream()
                            .filter(key -> names.contains(key.toTable()))
                            .toList(),
                        table.referencedBy().stream()
                            .filter(key -> names.contains(key.fromTable()))
                            .toList()))
            .toList();
    return of(dialect, product, rules, catalog, name, closed);
  }

  /**
   * The same tables as another database would have them.
   *
   * @param other its dialect
   * @return the schema
   */
  public Schema in(Dialect other) {
    return of(other, other.title(), IdentifierRules.usual(other), catalog, name, tables);
  }

  /** Where this schema was read, for messages: {@code catalog "shop", schema "public"}. */
  public String place() {
    return place(catalog, name);
  }

  static String place(@Nullable String catalog, @Nullable String name) {
    if (catalog == null && name == null) {
      return "the connection's only schema";
    }
    return (catalog == null ? "" : "catalog \"" + catalog + "\"")
        + (catalog == null || name == null ? "" : ", ")
        + (name == null ? "" : "schema \"" + name + "\"");
  }
}
