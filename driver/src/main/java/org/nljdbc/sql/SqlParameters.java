package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nljdbc.schema.Dialect;

/**
 * The parameters of a question within its SQL: {@code :p1}, {@code :p2}, each as often as the model
 * likes and in any order; the database gets a {@code ?} for each.
 */
public final class SqlParameters {

  private static final Pattern NAME = Pattern.compile(":[pP](\\d{1,4})(?![\\w$])");

  private SqlParameters() {}

  /**
   * SQL for JDBC.
   *
   * @param sql the statement with {@code ?}
   * @param numbers for each of them the number of the question's parameter, from 1
   */
  public record Jdbc(String sql, List<Integer> numbers) {
    /** Keeps its own copy of the numbers. */
    public Jdbc {
      numbers = List.copyOf(numbers);
    }
  }

  /** The names of so many parameters, for people and models. */
  public static String names(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> ":p" + i)
        .collect(Collectors.joining(", "));
  }

  /**
   * What is wrong with the parameters of a statement.
   *
   * @param sql the statement
   * @param count how many the question has; 0 if it has none
   * @param dialect its dialect
   * @return what to say to the model, or an empty text if each is used and there is no other
   */
  public static String problem(String sql, int count, Dialect dialect) {
    Set<Integer> used = new TreeSet<>();
    List<SqlToken> tokens = tokens(sql, dialect);
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      int number = number(token);
      if (number > 0) {
        used.add(number);
      } else if (isOther(tokens, i, dialect)) {
        return "The statement has a parameter "
            + token.text()
            + (count == 0 ? "; there are none." : "; write " + names(count) + " instead.");
      }
    }
    for (int number : used) {
      if (number > count) {
        return "The statement has a parameter :p" + number + "; the question has no such.";
      }
    }
    for (int number = 1; number <= count; number++) {
      if (!used.contains(number)) {
        return "The statement does not use :p"
            + number
            + ", which stands for a ? of the question: every one of "
            + names(count)
            + " must be compared with a column. (A ? that only ends a sentence belongs right behind"
            + " its last word.)";
      }
    }
    return "";
  }

  /** Whether JDBC or the database would take a token for a parameter that is not ours. */
  private static boolean isOther(List<SqlToken> tokens, int i, Dialect dialect) {
    SqlToken token = tokens.get(i);
    if (token.is("?")) {
      return true;
    }
    boolean named = token.is(":") || token.is("@");
    return named
        && dialect == Dialect.SQLITE
        && i + 1 < tokens.size()
        && tokens.get(i + 1).start() == token.end()
        && tokens.get(i + 1).kind() == SqlToken.Kind.WORD;
  }

  /**
   * Writes a statement for JDBC.
   *
   * @param sql the statement
   * @param dialect its dialect
   * @return the statement with a {@code ?} for each parameter
   */
  public static Jdbc jdbc(String sql, Dialect dialect) {
    List<Integer> numbers = new ArrayList<>();
    String text =
        with(
            sql,
            dialect,
            number -> {
              numbers.add(number);
              return "?";
            });
    return new Jdbc(text, numbers);
  }

  /** The statement as the model would write it: the opposite of {@link #jdbc}. */
  public static String named(Jdbc jdbc, Dialect dialect) {
    List<Rewrite> rewrites = new ArrayList<>();
    for (SqlToken token : tokens(jdbc.sql(), dialect)) {
      if (token.is("?") && rewrites.size() < jdbc.numbers().size()) {
        String name = ":p" + jdbc.numbers().get(rewrites.size());
        rewrites.add(new Rewrite(token.start(), token.end(), name));
      }
    }
    return Rewrite.apply(jdbc.sql(), rewrites);
  }

  /**
   * Puts something in the place of each parameter.
   *
   * @param sql the statement
   * @param dialect its dialect
   * @param texts what to put there, by the parameter's number; asked in the order of the text
   * @return the statement
   */
  public static String with(String sql, Dialect dialect, IntFunction<String> texts) {
    List<Rewrite> rewrites = new ArrayList<>();
    for (SqlToken token : tokens(sql, dialect)) {
      if (number(token) > 0) {
        rewrites.add(new Rewrite(token.start(), token.end(), texts.apply(number(token))));
      }
    }
    return Rewrite.apply(sql, rewrites);
  }

  /** The number of the parameter that a token is, or 0 if it is none. */
  static int number(SqlToken token) {
    Matcher name = NAME.matcher(token.text());
    return token.kind() == SqlToken.Kind.NUMBER && name.matches()
        ? Integer.parseInt(name.group(1))
        : 0;
  }

  static List<SqlToken> tokens(String sql, Dialect dialect) {
    try {
      return SqlLexer.tokens(sql, dialect);
    } catch (SqlLexer.LexException e) {
      return List.of(); // the checker refuses it
    }
  }
}
