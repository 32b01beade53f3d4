package org.nljdbc.schema;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the current schema of a connection through its metadata, and leaves the connection be. */
public final class SchemaReader {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaReader.class);

  private final int samples;
  private final TableFilter filter;
  private final Hidden hidden;
  private final Progress progress;

  /**
   * Makes a reader.
   *
   * @param samples most distinct values to read for a text column; 0 reads no values
   * @param progress told how far reading is
   */
  public SchemaReader(int samples, Progress progress) {
    this(samples, TableFilter.ALL, Hidden.NONE, progress);
  }

  /**
   * Makes a reader that sees some of the tables only: of the others it reads neither columns nor
   * values.
   *
   * @param samples most distinct values to read for a text column; 0 reads no values
   * @param filter the tables that it sees
   * @param hidden tables and columns that it sees, but whose values it does not read
   * @param progress told how far reading is
   */
  public SchemaReader(int samples, TableFilter filter, Hidden hidden, Progress progress) {
    this.samples = samples;
    this.filter = filter;
    this.hidden = hidden;
    this.progress = progress;
  }

  /** A table without its columns and keys. */
  private record Head(String name, boolean view, @Nullable String comment) {}

  /**
   * Reads the current schema.
   *
   * @param connection the real driver's connection; left as it was
   * @return the schema, with at least one table
   * @throws SQLException 3F000 if no schema or database is selected, 42000 if it holds no tables;
   *     the connection's own exceptions pass as they are
   */
  public Schema read(Connection connection) throws SQLException {
    long start = System.nanoTime();
    Schema schema = SideWork.run(connection, () -> readAll(connection));
    LOG.info(
        "read {} tables from {} in {} ms",
        schema.tables().size(),
        schema.place(),
        (System.nanoTime() - start) / 1_000_000);
    return schema;
  }

  /**
   * Digest of table names, column names and types alone: cheap to get, and changes with every
   * change of the schema that matters to a question.
   *
   * @param connection the real driver's connection; left as it was
   * @return the digest
   * @throws SQLException as the driver throws it
   */
  String stamp(Connection connection) throws SQLException {
    return SideWork.run(
        connection,
        () -> {
          SchemaPlace place = SchemaPlace.of(connection);
          DatabaseMetaData metaData = connection.getMetaData();
          List<Head> heads = heads(connection, place);
          return Digests.of(heads.toString(), columns(metaData, place, heads).toString());
        });
  }

  private Schema readAll(Connection connection) throws SQLException {
    SchemaPlace place = SchemaPlace.of(connection);
    if (place.dialect().isMySqlFamily() && place.catalog() == null && place.schema() == null) {
      throw new SQLSyntaxErrorException(
          "No database is selected, so there are no tables to ask about. Name one in the URL"
              + " (jdbc:nl:mysql://host/database) or call setCatalog.",
          "3F000");
    }
    DatabaseMetaData metaData = connection.getMetaData();
    progress.at("reading tables", 0);
    List<Head> heads = heads(connection, place);
    Map<String, List<Column>> columns = columns(metaData, place, heads);
    heads = heads.stream().filter(head -> columns.containsKey(head.name)).toList();
    if (heads.isEmpty()) {
      throw noTables(place);
    }
    List<String> names = heads.stream().map(Head::name).toList();
    List<String> baseTables = heads.stream().filter(h -> !h.view).map(Head::name).toList();
    KeyReader.Keys keys = new KeyReader(place, names).read(connection, baseTables, progress);
    IdentifierRules rules = IdentifierRules.read(place.dialect(), metaData);
    List<Table> tables = heads.stream().map(head -> table(head, columns, keys)).toList();
    if (samples > 0) {
      SampleReader reader = new SampleReader(place.dialect(), rules, samples, hidden, progress);
      tables = reader.read(connection, tables);
    }
    progress.at("reading schema", 1);
    String product = metaData.getDatabaseProductName() + " " + metaData.getDatabaseProductVersion();
    return Schema.of(place.dialect(), product, rules, place.catalog(), place.schema(), tables);
  }

  private SQLException noTables(SchemaPlace place) {
    if (!filter.isAll()) {
      return new SQLSyntaxErrorException(
          "nl.tables and nl.exclude leave no table or view to ask about in "
              + place.text()
              + ". Patterns are compared with names such as customers or "
              + (place.ownName() == null ? "" : place.ownName() + ".")
              + "customers, with * for any characters.",
          "42000");
    }
    return new SQLSyntaxErrorException(
        "There are no tables or views to ask about in "
            + place.text()
            + ". Create some, choose another schema (setSchema, setCatalog, or the URL), or check"
            + " that this user may see them.",
        "42000");
  }

  private List<Head> heads(Connection connection, SchemaPlace place) throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    Map<String, Head> heads = new LinkedHashMap<>();
    boolean partitioned = false;
    try (ResultSet rows =
        metaData.getTables(place.catalog(), place.schemaPattern(metaData), "%", null)) {
      while (rows.next()) {
        String name = rows.getString("TABLE_NAME");
        String type = String.valueOf(rows.getString("TABLE_TYPE")).toUpperCase(Locale.ROOT);
        if (name != null
            && isAskable(type)
            && !name.toLowerCase(Locale.ROOT).startsWith("sqlite_")
            && place.holds(rows.getString("TABLE_CAT"), rows.getString("TABLE_SCHEM"))
            && filter.allows(place.ownName(), name)) {
          boolean view = type.contains("VIEW");
          partitioned |= type.equals("PARTITIONED TABLE");
          String comment = comment(rows.getString("REMARKS"));
          // MySQL writes VIEW into the comment of every view.
          heads.putIfAbsent(name, new Head(name, view, "VIEW".equals(comment) ? null : comment));
        }
      }
    }
    if (partitioned && place.dialect() == Dialect.POSTGRESQL) {
      Map<String, String> parts = Partitions.of(connection, place.schema());
      return heads.values().stream()
          .filter(head -> !heads.containsKey(parts.getOrDefault(head.name, "")))
          .toList();
    }
    return List.copyOf(heads.values());
  }

  private static boolean isAskable(String type) {
    if (type.equals("SYSTEM VERSIONED")) {
      return true; // MariaDB: an ordinary table that remembers
    }
    return !type.contains("SYSTEM")
        && !type.contains("INDEX")
        && !type.contains("SEQUENCE")
        && (type.contains("TABLE") || type.contains("VIEW") || type.contains("TEMPORARY"));
  }

  private static Map<String, List<Column>> columns(
      DatabaseMetaData metaData, SchemaPlace place, List<Head> heads) throws SQLException {
    Map<String, List<Column>> columns;
    try {
      columns = columnsLike("%", metaData, place);
    } catch (SQLException e) {
      if (place.dialect() != Dialect.SQLITE) {
        throw e;
      }
      // Its driver makes one SELECT of all columns, and SQLite takes no more than 500 parts.
      columns = new HashMap<>();
      for (Head head : heads) {
        // As a pattern, the name may stand for other tables too.
        List<Column> own = columnsLike(head.name, metaData, place).get(head.name);
        columns.put(head.name, own == null ? List.of() : own);
      }
    }
    Map<String, List<Column>> wanted = new LinkedHashMap<>();
    for (Head head : heads) {
      List<Column> own = columns.getOrDefault(head.name, List.of());
      if (!own.isEmpty()) {
        wanted.put(head.name, own);
      }
    }
    return wanted;
  }

  /** Columns by the names of tables that fit a pattern. */
  private static Map<String, List<Column>> columnsLike(
      String tables, DatabaseMetaData metaData, SchemaPlace place) throws SQLException {
    Map<String, List<Column>> columns = new HashMap<>();
    try (ResultSet rows =
        metaData.getColumns(place.catalog(), place.schemaPattern(metaData), tables, "%")) {
      while (rows.next()) {
        String table = rows.getString("TABLE_NAME");
        if (table != null
            && place.holds(rows.getString("TABLE_CAT"), rows.getString("TABLE_SCHEM"))) {
          columns.computeIfAbsent(table, any -> new ArrayList<>()).add(column(rows));
        }
      }
    }
    return columns;
  }

  private static Column column(ResultSet rows) throws SQLException {
    String name = String.valueOf(rows.getString("COLUMN_NAME"));
    String reported = rows.getString("TYPE_NAME");
    String type = reported == null ? "" : reported.trim();
    int jdbcType = rows.getInt("DATA_TYPE");
    int size = rows.getInt("COLUMN_SIZE");
    int digits = rows.getInt("DECIMAL_DIGITS");
    return new Column(
        name,
        TypeNames.of(type, jdbcType, size, digits),
        rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
        TypeNames.isText(type, jdbcType),
        comment(rows.getString("REMARKS")),
        List.of());
  }

  private static @Nullable String comment(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static Table table(Head head, Map<String, List<Column>> columns, KeyReader.Keys keys) {
    return new Table(
        head.name,
        head.view,
        head.comment,
        columns.getOrDefault(head.name, List.of()),
        keys.primary().getOrDefault(head.name, List.of()),
        keys.foreign().stream().filter(key -> key.fromTable().equals(head.name)).toList(),
        keys.foreign().stream().filter(key -> key.toTable().equals(head.name)).toList());
  }
}
