package org.nljdbc.intent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/** The names of a schema, to mark them where a question has them. */
final class SchemaNames {

  /** Most words of a name in a question. */
  private static final int LONGEST_NAME = 5;

  private final Map<String, List<Table>> exact = new HashMap<>();
  private final Map<String, List<Table>> singular = new HashMap<>();
  private final Set<String> columns = new HashSet<>();
  private final Set<String> qualified = new HashSet<>();
  private final Set<String> roots = new HashSet<>();

  SchemaNames(Schema schema) {
    for (Table table : schema.tables()) {
      String name = NameWords.squashed(table.name());
      exact.computeIfAbsent(name, any -> new ArrayList<>()).add(table);
      singular.computeIfAbsent(NameWords.singular(name), any -> new ArrayList<>()).add(table);
      if (schema.name() != null) {
        String whole = NameWords.squashed(schema.name() + table.name());
        exact.computeIfAbsent(whole, any -> new ArrayList<>()).add(table);
      }
      addRoots(table.name());
      for (Column column : table.columns()) {
        columns.add(NameWords.singular(NameWords.squashed(column.name())));
        qualified.add(NameWords.singular(NameWords.squashed(table.name() + column.name())));
        addRoots(column.name());
      }
    }
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
      int length = nameLength(tokens, at);
      String name = length == 0 ? "" : name(tokens, at, length);
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
    return new Marked(String.join(" ", marked), tables, columnsNamed);
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
   * @param tables the tables that {@code T0}, {@code T1} and so on stand for
   * @param columns the names, letters and digits only, that each {@code C} stands for
   */
  record Marked(String text, List<Table> tables, List<String> columns) {
    Marked {
      tables = List.copyOf(tables);
      columns = List.copyOf(columns);
    }
  }
}
