package org.nljdbc.intent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/** The names of a schema, to mark them where a question has them. */
final class SchemaNames {

  /** Most words of a name in a question. */
  private static final int LONGEST_NAME = 5;

  private final Map<String, List<Table>> exact = new HashMap<>();
  private final Map<String, List<Table>> singular = new HashMap<>();
  private final Set<String> qualifiers;
  private final Set<String> columns = new HashSet<>();
  private final Set<String> qualified = new HashSet<>();
  private final Set<String> roots = new HashSet<>();

  SchemaNames(Schema schema) {
    qualifiers = qualifiers(schema);
    for (Table table : schema.tables()) {
      String name = NameWords.squashed(table.name());
      exact.computeIfAbsent(name, any -> new ArrayList<>()).add(table);
      singular.computeIfAbsent(NameWords.singular(name), any -> new ArrayList<>()).add(table);
      addRoots(table.name());
      for (Column column : table.columns()) {
        columns.add(NameWords.singular(NameWords.squashed(column.name())));
        qualified.add(NameWords.singular(NameWords.squashed(table.name() + column.name())));
        addRoots(column.name());
      }
    }
  }

  /** What may stand before a table's name and a dot, letters and digits only. */
  static Set<String> qualifiers(Schema schema) {
    Set<String> all = new HashSet<>();
    String catalog = schema.catalog() == null ? "" : schema.catalog();
    String name = schema.name() == null ? "" : schema.name();
    for (String each : List.of(catalog, name, catalog + name)) {
      all.add(NameWords.squashed(each));
    }
    if (schema.dialect() == Dialect.SQLITE) {
      all.add("main"); // its one database, which the driver does not name
    }
    all.remove("");
    return all;
  }

  private void addRoots(String name) {
    NameWords.parts(name).forEach(part -> roots.add(NameWords.root(part)));
  }

  /** Whether a word, or one of its kin, is part of a name. */
  boolean hold(String word) {
    return roots.contains(NameWords.root(word));
  }

  /**
   * Marks the names in a question, so that patterns can tell them from their own words: a table
   * becomes {@code T0}, {@code T1} and so on, or {@code T} if it could be one of several; a column
   * {@code C}; another quoted text {@code Q}; a word that is part of some name gets a {@code ~}.
   */
  Marked mark(Words words) {
    List<String> tokens = words.tokens();
    List<String> marked = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    List<String> columnsNamed = new ArrayList<>();
    int at = 0;
    while (at < tokens.size()) {
      String behindDot = ofOwnTable(tokens.get(at));
      int length = behindDot.isEmpty() ? nameLength(tokens, at) : 1;
      String name = behindDot.isEmpty() ? name(tokens, at, length) : behindDot;
      if (length == 0) {
        marked.add(markedWord(tokens.get(at)));
      } else if (isTable(name)) {
        Table table = table(name);
        marked.add(table == null ? "T" : "T" + tables.size());
        if (table != null) {
          tables.add(table);
        }
      } else {
        marked.add("C");
        columnsNamed.add(name);
      }
      at += Math.max(1, length);
    }
    return new Marked(String.join(" ", marked), words.text(), tables, columnsNamed);
  }

  /** The table's name in a token that names its schema too; empty for any other token. */
  private String ofOwnTable(String token) {
    int dot = token.lastIndexOf('.');
    if (dot <= 0 || !qualifiers.contains(NameWords.squashed(token.substring(0, dot)))) {
      return "";
    }
    String name = NameWords.squashed(token.substring(dot + 1));
    return isTable(name) ? name : "";
  }

  /** How many tokens from here make up the longest name, or 0. */
  private int nameLength(List<String> tokens, int from) {
    if (tokens.get(from).indexOf('.') > 0
        && qualified.contains(NameWords.singular(name(tokens, from, 1)))) {
      return 1;
    }
    for (int length = Math.min(LONGEST_NAME, tokens.size() - from); length > 0; length--) {
      String name = name(tokens, from, length);
      if (!name.isEmpty() && (isTable(name) || columns.contains(NameWords.singular(name)))) {
        return length;
      }
    }
    return 0;
  }

  /** The name that some tokens spell; empty if they cannot be one. */
  private static String name(List<String> tokens, int from, int length) {
    StringBuilder name = new StringBuilder();
    for (String token : tokens.subList(from, from + length)) {
      if (!Words.isWord(token) && (length > 1 || !Words.isQuoted(token))) {
        return "";
      }
      name.append(token);
    }
    return NameWords.squashed(name.toString());
  }

  private boolean isTable(String name) {
    return exact.containsKey(name) || singular.containsKey(NameWords.singular(name));
  }

  /** The one table that a name means, or null. */
  private @Nullable Table table(String name) {
    List<Table> same = exact.get(name);
    List<Table> found =
        same != null ? same : singular.getOrDefault(NameWords.singular(name), List.of());
    return found.size() == 1 ? found.get(0) : null;
  }

  private String markedWord(String token) {
    if (Words.isQuoted(token)) {
      return "Q";
    }
    return !NameWords.FUNCTION.contains(token) && hold(token) ? token + "~" : token;
  }

  /**
   * A question whose names are marked.
   *
   * @param text its tokens with one space between them
   * @param raw the same without marks
   * @param tables the tables that {@code T0}, {@code T1} and so on stand for
   * @param columns the names, letters and digits only, that each {@code C} stands for
   */
  record Marked(String text, String raw, List<Table> tables, List<String> columns) {
    Marked {
      tables = List.copyOf(tables);
      columns = List.copyOf(columns);
    }
  }
}
