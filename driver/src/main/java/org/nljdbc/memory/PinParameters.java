package org.nljdbc.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Schema;
import org.nljdbc.sql.SqlLiteral;
import org.nljdbc.sql.SqlLiterals;
import org.nljdbc.sql.ValueFilter;

/**
 * Finds the values of a question that its SQL holds as they are, so that other values may take
 * their place. It rather finds none than a wrong one: a value counts only if it stands once in the
 * question and once in the SQL, alone; and none counts if the SQL holds a value that the question
 * does not explain, since that one may have been worked out from one of the others, as 2022 from
 * <em>2023 and the year before</em>.
 */
public final class PinParameters {

  private static final Pattern BOUND_OF_YEAR =
      Pattern.compile("[0-9]{4}-(01-01|12-31)([ T](00:00:00|23:59:59)([.][09]+)?)?");

  private final QuestionWords words;
  private final String question;
  private final String sql;
  private final List<SqlLiteral> literals;
  private final Set<Integer> filtered = new HashSet<>();

  private PinParameters(
      String question, String sql, List<SqlLiteral> literals, List<ValueFilter> filters) {
    this.words = QuestionWords.of(question);
    this.question = words.text();
    this.sql = sql;
    this.literals = literals;
    filters.forEach(filter -> filtered.add(filter.start()));
  }

  /** A value of the question, and its places in the SQL: one, but of a day as many as it has. */
  private record Pair(int word, LiteralKind kind, String value, List<SqlLiteral> places) {

    static Pair of(int word, LiteralKind kind, SqlLiteral place) {
      return new Pair(word, kind, place.value(), List.of(place));
    }
  }

  /**
   * The parameters of a question and its SQL.
   *
   * @param question the question
   * @param sql its SQL, checked
   * @param filters the values that the SQL compares text columns with
   * @param schema the schema
   * @return the parameters in the question's order; empty where none is certain
   */
  public static List<PinParameter> of(
      String question, String sql, List<ValueFilter> filters, Schema schema) {
    return SqlLiterals.of(sql, schema)
        .map(literals -> new PinParameters(question, sql, literals, filters).find())
        .orElse(List.of());
  }

  private List<PinParameter> find() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < words.words().size(); i++) {
      addLiteral(i, pairs);
    }
    addDays(pairs);
    for (SqlLiteral literal : literals) {
      addValue(literal, pairs);
    }
    pairs.sort(Comparator.comparingInt(Pair::word));
    List<SqlLiteral> taken = pairs.stream().flatMap(pair -> pair.places().stream()).toList();
    boolean explained =
        literals.stream()
            .allMatch(
                literal ->
                    taken.contains(literal)
                        || literal.constant()
                        || isExplained(literal.value(), pairs));
    List<PinParameter> parameters = new ArrayList<>();
    if (explained) {
      for (Pair pair : pairs) {
        String name = "$" + (parameters.size() + 1);
        parameters.add(new PinParameter(name, pair.kind(), pair.value()));
      }
    }
    return parameters;
  }

  /** Takes a number or quoted words. */
  private void addLiteral(int i, List<Pair> pairs) {
    QuestionWords.Word word = words.words().get(i);
    LiteralKind kind = word.kind();
    if (kind == null || kind == LiteralKind.DATE || occurrences(question, word.literal()) != 1) {
      return;
    }
    SqlLiteral place = place(sql, literals, kind, word.literal());
    if (place != null) {
      pairs.add(Pair.of(i, kind, place));
    }
  }

  /** Takes the days. */
  private void addDays(List<Pair> pairs) {
    List<Integer> days = new ArrayList<>();
    for (int i = 0; i < words.words().size(); i++) {
      QuestionWords.Word word = words.words().get(i);
      if (word.kind() == LiteralKind.DATE && occurrences(question, word.literal()) == 1) {
        days.add(i);
      }
    }
    List<String> texts = days.stream().map(i -> words.words().get(i).literal()).toList();
    DatePlaces found = DatePlaces.of(texts, sql, literals);
    for (int i : days) {
      String day = words.words().get(i).literal();
      List<SqlLiteral> places = found.of(day).stream().map(DatePlaces.Place::literal).toList();
      if (!places.isEmpty()) {
        pairs.add(new Pair(i, LiteralKind.DATE, day, places));
      }
    }
  }

  /** Takes words without quotes that a text column is compared with. */
  private void addValue(SqlLiteral literal, List<Pair> pairs) {
    boolean taken = pairs.stream().anyMatch(pair -> pair.places().contains(literal));
    if (taken
        || !filtered.contains(literal.start())
        || occurrences(question, literal.value()) != 1
        || place(sql, literals, LiteralKind.VALUE, literal.value()) == null) {
      return;
    }
    for (int i = 0; i < words.words().size(); i++) {
      int most = Math.min(QuestionShape.MOST_VALUE_WORDS, words.words().size() - i);
      for (int length = 1; length <= most; length++) {
        String value = QuestionShape.value(words, i, length);
        if (value != null && value.equalsIgnoreCase(literal.value())) {
          pairs.add(Pair.of(i, LiteralKind.VALUE, literal));
          return;
        }
      }
    }
  }

  /**
   * The one place of a value in SQL.
   *
   * @return null if it stands nowhere alone, or somewhere else too, be it within a name
   */
  static @Nullable SqlLiteral place(
      String sql, List<SqlLiteral> literals, LiteralKind kind, String value) {
    List<SqlLiteral> alone =
        literals.stream().filter(literal -> literal.value().equals(value)).toList();
    boolean fits =
        alone.size() == 1
            && (alone.get(0).kind() == SqlLiteral.Kind.TEXT
                || kind == LiteralKind.INTEGER
                || kind == LiteralKind.YEAR
                || kind == LiteralKind.DECIMAL)
            && occurrences(sql, value) == 1;
    return fits ? alone.get(0) : null;
  }

  /** Whether a value of the SQL comes from what stays the same in the question. */
  private boolean isExplained(String value, List<Pair> pairs) {
    String bare = value.replaceAll("^[%_]+|[%_]+$", "");
    for (int i = 0; i < words.words().size(); i++) {
      int at = i;
      QuestionWords.Word word = words.words().get(i);
      if (pairs.stream().anyMatch(pair -> covers(pair, at))) {
        continue;
      }
      boolean number = word.kind() != null && word.kind() != LiteralKind.QUOTED;
      if (word.literal().equalsIgnoreCase(bare)
          || number && isBoundOfYear(value, word.literal(), pairs)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a text is the first or last moment of a year, and cannot be anything else: what may be
   * another value says only how many rows there are, and is none of the text's numbers.
   */
  private static boolean isBoundOfYear(String value, String year, List<Pair> pairs) {
    return value.startsWith(year)
        && BOUND_OF_YEAR.matcher(value).matches()
        && pairs.stream().allMatch(pair -> pair.places().stream().allMatch(SqlLiteral::limit))
        && pairs.stream().noneMatch(pair -> Set.of("1", "12", "31").contains(pair.value()));
  }

  private boolean covers(Pair pair, int word) {
    QuestionWords.Word other = words.words().get(word);
    int start = words.words().get(pair.word()).start();
    int length = pair.kind() == LiteralKind.VALUE ? pair.value().length() : 1;
    return other.start() >= start && other.start() < start + length;
  }

  /** How often a value stands in a text, in any case; digits only where the number is whole. */
  static int occurrences(String text, String value) {
    String within = text.toLowerCase(Locale.ROOT);
    String sought = value.toLowerCase(Locale.ROOT);
    if (sought.isEmpty()) {
      return 0;
    }
    int count = 0;
    for (int at = within.indexOf(sought); at >= 0; at = within.indexOf(sought, at + 1)) {
      boolean partOfNumber =
          isDigit(sought, 0) && isDigit(within, at - 1)
              || isDigit(sought, sought.length() - 1) && isDigit(within, at + sought.length());
      count += partOfNumber ? 0 : 1;
    }
    return count;
  }

  private static boolean isDigit(String text, int at) {
    return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
