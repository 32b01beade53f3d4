package org.nljdbc.runtime.server.databases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.alter.Alter;
import net.sf.jsqlparser.statement.alter.AlterExpression;
import net.sf.jsqlparser.statement.comment.Comment;
import net.sf.jsqlparser.statement.create.index.CreateIndex;
import net.sf.jsqlparser.statement.create.table.ColumnDefinition;
import net.sf.jsqlparser.statement.create.table.CreateTable;
import net.sf.jsqlparser.statement.create.table.ForeignKeyIndex;
import net.sf.jsqlparser.statement.create.table.Index;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.InvalidFieldException;
import org.nljdbc.runtime.server.databases.SchemaDefinition.KeyDefinition;
import org.nljdbc.runtime.server.databases.SchemaDefinition.TableDefinition;

/**
 * Reads tables out of DDL that somebody sent. The DDL itself never runs anywhere: statements of
 * some databases start programs or read files. What is understood is names, types, nullability and
 * keys, from CREATE TABLE and ALTER TABLE ... ADD; CREATE INDEX and COMMENT change nothing here.
 */
public final class DdlReader {

  private static final String FIELD = "ddl";
  private static final int MILLIS = 3_000;

  private final Map<String, Draft> drafts = new LinkedHashMap<>();

  private static final class Draft {
    final String name;
    final List<SchemaDefinition.ColumnDefinition> columns = new ArrayList<>();
    final List<String> primaryKey = new ArrayList<>();
    final List<KeyDefinition> foreignKeys = new ArrayList<>();

    Draft(String name) {
      this.name = name;
    }

    TableDefinition table() {
      List<KeyDefinition> keys = foreignKeys.stream().distinct().toList();
      return new TableDefinition(name, columns, primaryKey.stream().distinct().toList(), keys);
    }
  }

  private DdlReader() {}

  /**
   * Reads DDL.
   *
   * @param ddl the statements
   * @return the tables
   * @throws InvalidFieldException if it cannot be read or holds other statements
   */
  public static SchemaDefinition read(String ddl) {
    DdlReader reader = new DdlReader();
    int number = 1;
    for (Statement statement : parse(ddl)) {
      reader.statement(statement, number++);
    }
    return new SchemaDefinition(reader.drafts.values().stream().map(Draft::table).toList());
  }

  private static List<Statement> parse(String ddl) {
    // A thread of its own, since the parser can only be stopped from outside.
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(null, work, "nl-server-ddl", 8L << 20);
              made.setDaemon(true);
              return made;
            });
    try {
      return CCJSqlParserUtil.parseStatements(ddl, thread, parser -> parser.withTimeOut(MILLIS));
    } catch (JSQLParserException e) {
      throw new InvalidFieldException(FIELD, "is not DDL that can be read: " + firstLine(e));
    } finally {
      thread.shutdownNow();
    }
  }

  private static String firstLine(JSQLParserException e) {
    String text = String.valueOf(e.getMessage()).replaceAll("^[\\w.]+Exception: *", "");
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end).strip();
  }

  private void statement(Statement statement, int number) {
    if (statement instanceof CreateTable create) {
      create(create, number);
    } else if (statement instanceof Alter alter) {
      alter(alter, number);
    } else if (!(statement instanceof CreateIndex) && !(statement instanceof Comment)) {
      throw refused(number, "is neither CREATE TABLE nor ALTER TABLE ... ADD");
    }
  }

  private static InvalidFieldException refused(int number, String why) {
    return new InvalidFieldException(FIELD, "statement " + number + " " + why);
  }

  private void create(CreateTable create, int number) {
    if (create.getColumnDefinitions() == null) {
      throw refused(number, "creates a table without saying its columns");
    }
    Draft draft = new Draft(bare(create.getTable().getName()));
    for (ColumnDefinition column : create.getColumnDefinitions()) {
      column(draft, column);
    }
    if (create.getIndexes() != null) {
      create.getIndexes().forEach(index -> key(draft, index));
    }
    if (drafts.putIfAbsent(draft.name.toLowerCase(Locale.ROOT), draft) != null) {
      throw refused(number, "creates the table " + draft.name + " a second time");
    }
  }

  private static void column(Draft draft, ColumnDefinition column) {
    String name = bare(column.getColumnName());
    List<String> specs = column.getColumnSpecs() == null ? List.of() : column.getColumnSpecs();
    List<String> upper = specs.stream().map(each -> each.toUpperCase(Locale.ROOT)).toList();
    boolean key = follows(upper, "PRIMARY", "KEY");
    draft.columns.add(
        new SchemaDefinition.ColumnDefinition(
            name, type(column), !key && !follows(upper, "NOT", "NULL")));
    if (key) {
      draft.primaryKey.add(name);
    }
    int at = upper.indexOf("REFERENCES");
    if (at >= 0 && at + 1 < specs.size()) {
      List<String> columns = at + 2 < specs.size() ? listed(specs.get(at + 2)) : List.of();
      draft.foreignKeys.add(new KeyDefinition(List.of(name), lastPart(specs.get(at + 1)), columns));
    }
  }

  private static boolean follows(List<String> words, String first, String second) {
    int at = words.indexOf(first);
    return at >= 0 && at + 1 < words.size() && words.get(at + 1).equals(second);
  }

  /** The type in letters and numbers; of an enumeration or an array only what it is made of. */
  private static String type(ColumnDefinition column) {
    if (column.getColDataType() == null) {
      return "";
    }
    String type = column.getColDataType().toString().replaceAll("\\s+", " ").strip();
    return type.replaceAll("\\[[^]]*]", "")
        .replaceAll("\\((?![0-9, ]+\\))[^)]*\\)", "")
        .replace(" (", "(")
        .strip();
  }

  /** The names in {@code (a, b)}; none if the text is something else. */
  private static List<String> listed(String text) {
    if (!text.startsWith("(") || !text.endsWith(")")) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (String each : text.substring(1, text.length() - 1).split(",", -1)) {
      names.add(bare(each.strip()));
    }
    return names;
  }

  private static void key(Draft draft, Index index) {
    String type = index.getType() == null ? "" : index.getType().toUpperCase(Locale.ROOT);
    if (index instanceof ForeignKeyIndex foreign) {
      draft.foreignKeys.add(
          new KeyDefinition(
              bare(foreign.getColumnsNames()),
              bare(foreign.getTable().getName()),
              bare(foreign.getReferencedColumnNames())));
    } else if (type.equals("PRIMARY KEY")) {
      draft.primaryKey.addAll(bare(index.getColumnsNames()));
    }
  }

  private void alter(Alter alter, int number) {
    Draft draft = drafts.get(bare(alter.getTable().getName()).toLowerCase(Locale.ROOT));
    if (draft == null) {
      throw refused(number, "alters a table that was not created before");
    }
    for (AlterExpression change : alter.getAlterExpressions()) {
      if (change.getIndex() != null) {
        key(draft, change.getIndex());
      } else if (change.getFkColumns() != null) {
        draft.foreignKeys.add(
            new KeyDefinition(
                bare(change.getFkColumns()),
                lastPart(change.getFkSourceTable()),
                bare(change.getFkSourceColumns())));
      } else if (change.getPkColumns() != null) {
        draft.primaryKey.addAll(bare(change.getPkColumns()));
      } else {
        throw refused(number, "alters a table in another way than adding a key");
      }
    }
  }

  private static List<String> bare(@Nullable List<String> names) {
    return names == null ? List.of() : names.stream().map(DdlReader::bare).toList();
  }

  private static String lastPart(String name) {
    return bare(name.substring(name.lastIndexOf('.') + 1));
  }

  /** A name without its quotes. */
  private static String bare(String name) {
    boolean quoted = name.length() > 1 && "\"`[".indexOf(name.charAt(0)) >= 0;
    if (!quoted) {
      return name;
    }
    String inner = name.substring(1, name.length() - 1);
    return inner.replace("\"\"", "\"").replace("``", "`");
  }
}
