package org.nljdbc.sql;

import java.util.List;

/** Something that is wrong with SQL, in words that a person and a model can act on. */
public sealed interface SqlProblem {

  /** What is wrong and what would be right; one or two sentences. */
  String message();

  /** Whether the SQL must not run, whatever the database thinks of it. */
  default boolean forbidden() {
    return false;
  }

  /** The answer holds no SQL. */
  record NoSql() implements SqlProblem {
    @Override
    public String message() {
      return "The answer holds no SQL statement.";
    }

    @Override
    public boolean forbidden() {
      return true;
    }
  }

  /**
   * The statement could do more than read, or it cannot be shown that it only reads.
   *
   * @param what the part that is at fault
   */
  record NotReadOnly(String what) implements SqlProblem {
    @Override
    public String message() {
      return "Only one SELECT statement that reads and changes nothing is allowed; this has "
          + what
          + ".";
    }

    @Override
    public boolean forbidden() {
      return true;
    }
  }

  /**
   * A sum or mean of what is no number.
   *
   * @param function the function as written
   * @param column the column
   * @param text whether it holds texts, and no dates
   */
  record NoNumber(String function, String column, boolean text) implements SqlProblem {
    @Override
    public String message() {
      return function
          + " means nothing, since "
          + column
          + (text
              ? " holds texts that are no numbers: take a column of numbers, or COUNT."
              : " is a date or time: take the difference of two, or MIN and MAX.");
    }
  }

  /**
   * A column of numbers that is compared with a text that is none.
   *
   * @param column the column as written
   * @param text the text, in quotes
   * @param named columns of text that the column's key leads to, if it is one
   */
  record TextForNumber(String column, String text, List<String> named) implements SqlProblem {
    /** Keeps its own copy of the names. */
    public TextForNumber {
      named = List.copyOf(named);
    }

    @Override
    public String message() {
      return column
          + " holds numbers, and "
          + text
          + " is none: compare a column of text"
          + (named.isEmpty() ? "." : ", such as " + String.join(", ", named) + " (join it).");
    }
  }

  /**
   * The statement is to write, and it is not one that may.
   *
   * @param what the part that is at fault
   */
  record NotOneWrite(String what) implements SqlProblem {
    @Override
    public String message() {
      return "Only one INSERT, UPDATE or DELETE of the rows of one table is allowed, with no other"
          + " clause than SET, VALUES, SELECT or WHERE; this has "
          + what
          + ".";
    }

    @Override
    public boolean forbidden() {
      return true;
    }
  }

  /**
   * The statement does more than the settings allow.
   *
   * @param what what it has, and how much of it
   * @param setting the setting that limits it
   * @param most the limit
   */
  record TooComplex(String what, String setting, int most) implements SqlProblem {
    @Override
    public String message() {
      return "The statement has " + what + "; " + setting + " allows " + most + ".";
    }

    @Override
    public boolean forbidden() {
      return true;
    }
  }

  /**
   * The parser could not read the statement; the database might.
   *
   * @param where what the parser said
   */
  record Syntax(String where) implements SqlProblem {
    @Override
    public String message() {
      return "The statement is not valid SQL: " + where + ".";
    }
  }

  /**
   * A table that does not exist.
   *
   * @param table its name as written
   * @param nearest tables that may be meant, the likeliest first
   */
  record UnknownTable(String table, List<String> nearest) implements SqlProblem {
    /** Keeps its own copy of the names. */
    public UnknownTable {
      nearest = List.copyOf(nearest);
    }

    @Override
    public String message() {
      return "There is no table "
          + table
          + "."
          + (nearest.isEmpty() ? "" : " Tables: " + String.join(", ", nearest) + ".");
    }
  }

  /**
   * A column that no table in scope has.
   *
   * @param column its name as written
   * @param table the table or alias it was looked for in, or empty for all tables in scope
   * @param nearest columns in scope that may be meant, the likeliest first
   * @param elsewhere columns of that name in tables that are not in scope, as {@code table.column}
   */
  record UnknownColumn(String column, String table, List<String> nearest, List<String> elsewhere)
      implements SqlProblem {
    /** Keeps its own copies of the names. */
    public UnknownColumn {
      nearest = List.copyOf(nearest);
      elsewhere = List.copyOf(elsewhere);
    }

    @Override
    public String message() {
      StringBuilder text = new StringBuilder("There is no column ").append(column);
      text.append(table.isEmpty() ? " in the tables of this FROM." : " in " + table + ".");
      if (!elsewhere.isEmpty()) {
        text.append(" It exists as ").append(String.join(", ", elsewhere)).append(" (join it).");
      }
      if (!nearest.isEmpty()) {
        text.append(" Columns in scope: ").append(String.join(", ", nearest)).append('.');
      }
      return text.toString();
    }
  }

  /**
   * A table or alias that stands before a column but not in FROM.
   *
   * @param qualifier the name as written
   * @param inScope the names that FROM does introduce
   */
  record UnknownQualifier(String qualifier, List<String> inScope) implements SqlProblem {
    /** Keeps its own copy of the names. */
    public UnknownQualifier {
      inScope = List.copyOf(inScope);
    }

    @Override
    public String message() {
      return "There is no table or alias "
          + qualifier
          + " in this FROM."
          + (inScope.isEmpty() ? "" : " It has: " + String.join(", ", inScope) + ".");
    }
  }

  /**
   * A column that several tables in scope have.
   *
   * @param column its name as written
   * @param tables the tables or aliases that have it
   */
  record AmbiguousColumn(String column, List<String> tables) implements SqlProblem {
    /** Keeps its own copy of the names. */
    public AmbiguousColumn {
      tables = List.copyOf(tables);
    }

    @Override
    public String message() {
      return "Column " + column + " is ambiguous: say which of " + String.join(", ", tables) + ".";
    }
  }

  /**
   * All columns of a table that has hidden ones.
   *
   * @param table its name
   * @param columns the columns that may be read
   */
  record HiddenColumns(String table, List<String> columns) implements SqlProblem {
    /** Keeps its own copy of the names. */
    public HiddenColumns {
      columns = List.copyOf(columns);
    }

    @Override
    public String message() {
      return "Not all columns of "
          + table
          + " may be read, so it takes no *, no NATURAL JOIN, no row number and no name for its"
          + " whole row. Name the columns that are wanted: "
          + String.join(", ", columns)
          + ".";
    }
  }
}
