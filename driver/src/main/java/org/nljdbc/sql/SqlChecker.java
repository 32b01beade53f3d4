package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperationList;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.ReservedWords;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/**
 * Checks SQL that a model wrote: one statement, shown to read only, every table and column real.
 * Mistakes that have one remedy are put right on the way: the case of a name, {@code pet_type} for
 * {@code PetType}, a column qualified with the wrong one of the tables at hand, a table that is
 * missing in FROM. What was put right is checked like anything else.
 */
public final class SqlChecker {

  /** A remedy can bring to light what it hid, such as the columns of a table with a wrong name. */
  private static final int MOST_ROUNDS = 8;

  private SqlChecker() {}

  /**
   * What a check found.
   *
   * @param sql the statement without comments and closing semicolon, mistakes put right
   * @param problems what is wrong with it; empty if it may run
   * @param notes what was put right, for the user; short
   * @param joined whether a table was added to FROM, which is likely rather than certain
   * @param filters the values that it compares text columns with, as far as that is certain
   * @param pointless whether a part of it does nothing, such as a query less itself
   * @param repeated sums that meet rows several times, as far as keys tell
   * @param unused what only its joins need: tables that it joins and does not use, and columns by
   *     which it joins a table with itself; for who knows whether the question speaks of them
   */
  public record Checked(
      String sql,
      List<SqlProblem> problems,
      List<String> notes,
      boolean joined,
      List<ValueFilter> filters,
      boolean pointless,
      List<RepeatedSum> repeated,
      List<String> unused) {

    /** Keeps its own copies of the lists. */
    public Checked {
      problems = List.copyOf(problems);
      notes = List.copyOf(notes);
      filters = List.copyOf(filters);
      repeated = List.copyOf(repeated);
      unused = List.copyOf(unused);
    }

    Checked(String sql, List<SqlProblem> problems) {
      this(sql, problems, List.of(), false, List.of(), false, List.of(), List.of());
    }

    /**
     * The same with fewer sums that meet rows several times.
     *
     * @param left those that do
     */
    public Checked repeating(List<RepeatedSum> left) {
      return new Checked(sql, problems, notes, joined, filters, pointless, left, unused);
    }

    /** Whether the statement must not reach the database at all. */
    public boolean forbidden() {
      return problems.stream().anyMatch(SqlProblem::forbidden);
    }

    /** Whether nothing is wrong except that our parser, perhaps not the database's, gave up. */
    public boolean onlyUnparsed() {
      return !problems.isEmpty()
          && problems.stream().allMatch(problem -> problem instanceof SqlProblem.Syntax);
    }

    /** All problems in one text. */
    public String message() {
      return problems.stream().map(SqlProblem::message).collect(Collectors.joining(" "));
    }
  }

  /**
   * Checks a statement.
   *
   * @param written the statement as the model wrote it
   * @param schema the tables it may name
   * @return what was found
   */
  public static Checked check(String written, Schema schema) {
    return check(written, schema, SqlLimits.NONE);
  }

  /**
   * Checks a statement that may not do too much.
   *
   * @param written the statement as the model wrote it
   * @param schema the tables it may name
   * @param limits how much it may do
   * @return what was found
   */
  public static Checked check(String written, Schema schema, SqlLimits limits) {
    return check(written, schema, limits, Writer.PERSON);
  }

  /**
   * Checks what a model wrote. More is put right than in what a person wrote, who means what it
   * says: whole numbers are divided exactly, dates subtracted in days, and what groups are made by
   * is shown beside their figures.
   *
   * @param written the statement as the model wrote it
   * @param schema the tables it may name
   * @param limits how much it may do
   * @return what was found
   */
  public static Checked checkAnswer(String written, Schema schema, SqlLimits limits) {
    return checkAnswer(written, schema, limits, Alternatives.UNKNOWN, NamedYears.UNKNOWN);
  }

  /**
   * Checks what a model wrote to a question that is known.
   *
   * @param written the statement as the model wrote it
   * @param schema the tables it may name
   * @param limits how much it may do
   * @param alternatives tells which values the question names as alternatives: where it has cases
   *     with conditions of their own, parentheses would mix them up
   * @param years tells what the question says of years
   * @return what was found
   */
  public static Checked checkAnswer(
      String written,
      Schema schema,
      SqlLimits limits,
      Alternatives alternatives,
      NamedYears years) {
    return check(written, schema, limits, Writer.model(alternatives, years));
  }

  private static Checked check(String written, Schema schema, SqlLimits limits, Writer writer) {
    List<SqlToken> tokens;
    try {
      tokens = SqlLexer.tokens(written, schema.dialect());
    } catch (SqlLexer.LexException e) {
      return new Checked(written, List.of(new SqlProblem.NotReadOnly(firstLine(e.getMessage()))));
    }
    while (!tokens.isEmpty() && tokens.get(tokens.size() - 1).is(";")) {
      tokens = tokens.subList(0, tokens.size() - 1);
    }
    if (tokens.isEmpty()) {
      return new Checked("", List.of(new SqlProblem.NoSql()));
    }
    String sql = withoutComments(written, tokens);
    SqlProblem effect = ReadOnlyPolicy.check(tokens, schema.dialect());
    if (effect != null) {
      return new Checked(sql, List.of(effect));
    }
    return guarded(mended(rightCase(sql, schema), schema, limits, writer), schema, limits);
  }

  /** What our parser makes of a statement counts only as far as its tokens bear it out. */
  private static Checked guarded(Checked checked, Schema schema, SqlLimits limits) {
    if (!checked.problems().isEmpty() && !checked.onlyUnparsed()) {
      return checked;
    }
    try {
      SqlProblem table = TableGuard.check(SqlLexer.tokens(checked.sql(), schema.dialect()), schema);
      List<SqlProblem> problems = new ArrayList<>(checked.problems());
      if (table != null) {
        problems.add(table);
      } else if (checked.onlyUnparsed() && !limits.isNone()) {
        problems.add(new SqlProblem.NotReadOnly("parts whose joins cannot be counted"));
      } else {
        return checked;
      }
      return new Checked(checked.sql(), problems);
    } catch (SqlLexer.LexException e) {
      return new Checked(
          checked.sql(), List.of(new SqlProblem.NotReadOnly(firstLine(e.getMessage()))));
    }
  }

  /** Checks names and puts them right, over and over, until all is well or nothing helps. */
  private static Checked mended(String sql, Schema schema, SqlLimits limits, Writer writer) {
    Round round = Round.of(sql, schema, limits, writer);
    Checked best = round.checked();
    List<String> notes = new ArrayList<>();
    boolean joined = false;
    for (int i = 0; i < MOST_ROUNDS && !round.mends().isEmpty(); i++) {
      List<Mend> mends = Mends.together(round.mends());
      Round next = Round.of(Mends.applied(round.sql(), mends), schema, limits, writer);
      if (next.isUnread() && !round.isUnread()) {
        mends = Mends.readable(round.sql(), mends, text -> reads(text, schema));
        if (mends.isEmpty()) {
          break;
        }
        next = Round.of(Mends.applied(round.sql(), mends), schema, limits, writer);
      }
      for (Mend mend : mends) {
        notes.add(mend.note());
        joined |= mend.kind() == Mend.Kind.JOIN;
      }
      round = next;
      boolean better = round.problems().size() < best.problems().size();
      if (better || round.problems().isEmpty()) {
        best =
            new Checked(
                round.sql(),
                round.problems(),
                notes,
                joined,
                round.filters(),
                round.pointless(),
                round.repeated(),
                round.unused());
      }
    }
    return best;
  }

  private static boolean reads(String sql, Schema schema) {
    try {
      SqlParser.parse(sql, SqlLexer.tokens(sql, schema.dialect()), schema.dialect());
      return true;
    } catch (JSQLParserException | SqlLexer.LexException e) {
      return false;
    }
  }

  /** One look at a statement. */
  private record Round(
      String sql,
      List<SqlProblem> problems,
      List<Mend> mends,
      List<ValueFilter> filters,
      boolean pointless,
      List<RepeatedSum> repeated,
      List<String> unused) {

    static Round of(String sql, Schema schema, SqlLimits limits, Writer writer) {
      Findings findings = new Findings(schema, writer);
      List<Mend> mends = new ArrayList<>();
      try {
        List<SqlToken> tokens = SqlLexer.tokens(sql, schema.dialect());
        SqlProblem effect = ReadOnlyPolicy.check(tokens, schema.dialect());
        if (effect != null) {
          // A mend must never open a door.
          return refused(sql, effect, List.of());
        }
        Mend limit = LimitMender.find(tokens, schema.dialect());
        if (limit != null) {
          mends.add(limit);
        }
        Mend oracle = schema.dialect() == Dialect.ORACLE ? OracleMender.find(tokens) : null;
        if (oracle != null) {
          mends.add(oracle);
        }
        Select select = SqlParser.parse(sql, tokens, schema.dialect());
        new QueryNames(schema, findings).query(select, null, Map.of());
        List<String> unused = List.of();
        if (select instanceof PlainSelect plain) {
          GroupKeyMender.mend(plain, findings);
          unused = new ArrayList<>(UnusedJoins.in(plain, tokens, schema));
          unused.addAll(UnusedJoins.ofItself(plain, schema));
        } else if (select instanceof SetOperationList list) {
          ExceptMender.mend(list, sql, tokens, schema, findings);
        }
        SqlProblem excess = findings.excess(limits);
        if (excess != null) {
          return refused(sql, excess, List.of());
        }
        mends.addAll(findings.mends());
        return new Round(
            sql,
            findings.problems(),
            mends,
            findings.filters(),
            new Pointless(schema).in(select),
            findings.repeated(),
            unused);
      } catch (JSQLParserException | SqlLexer.LexException e) {
        SqlProblem syntax = new SqlProblem.Syntax(firstLine(e.getMessage()));
        return refused(sql, syntax, mends);
      }
    }

    /** A look that went no further. */
    private static Round refused(String sql, SqlProblem problem, List<Mend> mends) {
      return new Round(sql, List.of(problem), mends, List.of(), false, List.of(), List.of());
    }

    boolean isUnread() {
      return problems.stream().anyMatch(SqlProblem.Syntax.class::isInstance);
    }

    Checked checked() {
      return new Checked(sql, problems, List.of(), false, filters, pointless, repeated, unused);
    }
  }

  static String firstLine(@Nullable String message) {
    String text =
        message == null ? "it cannot be read" : message.replaceAll("^[\\w.]+Exception: *", "");
    int end = text.indexOf("Was expecting");
    String head = (end > 0 ? text.substring(0, end) : text).replaceAll("\\s+", " ").strip();
    return head.endsWith(".") ? head.substring(0, head.length() - 1) : head;
  }

  /** The statement with each comment replaced by a space. */
  static String withoutComments(String written, List<SqlToken> tokens) {
    StringBuilder text = new StringBuilder();
    int from = tokens.get(0).start();
    for (SqlToken token : tokens) {
      String gap = written.substring(from, token.start());
      text.append(gap.isBlank() ? gap : " ").append(token.text());
      from = token.end();
    }
    return text.toString().replace('\u00a0', ' ');
  }

  /** Quotes or re-spells names that exist, but not in the case in which they are written. */
  private static String rightCase(String sql, Schema schema) {
    IdentifierRules rules = schema.rules();
    if (rules.unquoted() == IdentifierRules.Fold.INSENSITIVE && !rules.quotedExact()) {
      return sql;
    }
    Set<String> stored = new HashSet<>();
    for (Table table : schema.tables()) {
      stored.add(table.name());
      table.columns().stream().map(Column::name).forEach(stored::add);
    }
    Map<String, List<String>> byLowerCase =
        stored.stream().collect(Collectors.groupingBy(name -> name.toLowerCase(Locale.ROOT)));
    List<Rewrite> rewrites = new ArrayList<>();
    try {
      List<SqlToken> tokens = SqlLexer.tokens(sql, schema.dialect());
      for (int i = 0; i < tokens.size(); i++) {
        SqlToken token = tokens.get(i);
        if (!mayBeStoredName(tokens, i)) {
          continue;
        }
        boolean quoted = token.kind() == SqlToken.Kind.QUOTED;
        List<String> alike =
            byLowerCase.getOrDefault(token.name().toLowerCase(Locale.ROOT), List.of());
        boolean known = alike.stream().anyMatch(name -> rules.same(token.name(), quoted, name));
        if (!known && alike.size() == 1) {
          rewrites.add(new Rewrite(token.start(), token.end(), rules.quoted(alike.get(0))));
        }
      }
    } catch (SqlLexer.LexException e) {
      return sql;
    }
    return Rewrite.apply(sql, rewrites);
  }

  /** Not a key word, nor a function, a type, or the DATE of {@code DATE '2020-01-01'}. */
  private static boolean mayBeStoredName(List<SqlToken> tokens, int i) {
    SqlToken token = tokens.get(i);
    if (token.kind() == SqlToken.Kind.QUOTED) {
      return true;
    }
    if (token.kind() != SqlToken.Kind.WORD || ReservedWords.contains(token.text())) {
      return false;
    }
    boolean callOrLiteral =
        i + 1 < tokens.size()
            && (tokens.get(i + 1).is("(") || tokens.get(i + 1).kind() == SqlToken.Kind.STRING);
    return !callOrLiteral && !(i > 0 && tokens.get(i - 1).is(":"));
  }
}
