package org.nljdbc.prompt;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;

/**
 * Fits a schema into a token budget: a few tables that all questions are shown, so that their
 * prompts begin alike and a model need not read that part again; behind them the tables whose words
 * the question uses and those that join them; then more of the common ones, as many as fit. What is
 * left out is told. It depends on the question and the schema alone, not on earlier questions.
 */
public final class SchemaFit {

  private static final int MOST_NAMED = 10;

  /** Counts that go by what a table mostly has. */
  private static final int MOST_GUESSES = 6;

  /** A beginning so many times as long as the budget does not fit, even if it was estimated. */
  private static final long SURELY_TOO_LONG = 2;

  private final LanguageModel model;
  private final PromptProfile profile;
  private final int budget;
  private final int common;
  private final OpeningMemory memory;

  /**
   * Makes a fitter.
   *
   * @param model counts tokens
   * @param profile builds the prompt whose tokens count
   * @param budget most tokens of the prompt
   * @param common most tokens of the tables that all questions are shown; 0 for none
   * @param memory remembers what does not depend on the question
   */
  public SchemaFit(
      LanguageModel model, PromptProfile profile, int budget, int common, OpeningMemory memory) {
    this.model = model;
    this.profile = profile;
    this.budget = budget;
    this.common = common;
    this.memory = memory;
  }

  /**
   * A question that fits.
   *
   * @param question the question over the tables that are left
   * @param notes what was left out, one sentence each; empty if nothing was
   */
  public record Fitted(Question question, List<String> notes) {

    /** Keeps its own copy of the notes. */
    public Fitted {
      notes = List.copyOf(notes);
    }
  }

  /** The tokens of a prompt that shows so many tables: the more, the more. */
  @FunctionalInterface
  private interface Tokens {
    int of(int count) throws LanguageModelException;
  }

  /**
   * Fits a question.
   *
   * @param question the question over the whole schema
   * @return the question over as many tables as fit
   * @throws LanguageModelException {@link LanguageModelException.Kind#TOO_LONG} if not even one
   *     table fits
   */
  public Fitted fit(Question question) throws LanguageModelException {
    Schema schema = question.schema();
    OpeningMemory.Opening known = common == 0 ? null : memory.find(key(schema));
    int whole = known == null ? 0 : known.tokens();
    if (whole <= SURELY_TOO_LONG * budget) { // else more than its beginning does not fit either
      whole = tokens(question);
      if (whole <= budget) {
        return new Fitted(question, List.of());
      }
    }
    TableRanking ranking = TableRanking.of(question);
    OpeningMemory.Opening opening = common == 0 ? null : opening(schema);
    List<Table> order = opening == null ? List.of() : opening.tables(schema);
    List<Table> first = opening == null ? List.of() : order.subList(0, opening.common());
    int each = whole / Math.max(1, schema.tables().size());
    List<Table> shown = beside(first, order, question, ranking, each);
    if (shown.isEmpty()) {
      shown = beside(List.of(), order, question, ranking, each);
    }
    if (shown.isEmpty()) {
      return fitColumns(question, ranking.tables().get(0));
    }
    Set<String> names = names(shown);
    List<String> left =
        ranking.tables().stream().map(Table::name).filter(name -> !names.contains(name)).toList();
    Question fitting = question.over(question.schema().with(shown));
    if (left.isEmpty()) { // the whole was estimated, and what fits has been counted
      return new Fitted(fitting, List.of());
    }
    return new Fitted(
        fitting,
        List.of(
            left.size()
                + " of "
                + ranking.tables().size()
                + " tables were left out of the prompt, because they do not fit into its "
                + budget
                + " tokens (nl.promptTokens, nl.contextTokens): "
                + listed(left)
                + "."));
  }

  /**
   * What all questions about a schema that does not fit are shown first.
   *
   * @param schema the whole schema
   * @return the smaller schema; without tables if even one takes too much room
   * @throws LanguageModelException if the model cannot count tokens
   */
  public Schema common(Schema schema) throws LanguageModelException {
    if (common == 0) {
      return schema.with(List.of());
    }
    OpeningMemory.Opening opening = opening(schema);
    return schema.with(opening.tables(schema).subList(0, opening.common()));
  }

  private OpeningMemory.Key key(Schema schema) {
    return new OpeningMemory.Key(schema.fingerprint(), model.info().fingerprint(), common);
  }

  /** The common order, and how many tables of it there is room for. */
  private OpeningMemory.Opening opening(Schema schema) throws LanguageModelException {
    OpeningMemory.Opening known = memory.find(key(schema));
    if (known != null) {
      return known;
    }
    List<Table> order = CommonOrder.of(schema);
    int besides = openingTokens(schema.with(List.of()));
    int whole = openingTokens(schema);
    int each = (whole - besides) / Math.max(1, order.size());
    Counted most =
        most(
            order.size(),
            new Counted(0, besides),
            each,
            besides + common,
            count -> openingTokens(schema.with(order.subList(0, count))));
    Map<Table, Integer> places = new HashMap<>();
    for (int i = 0; i < schema.tables().size(); i++) {
      places.putIfAbsent(schema.tables().get(i), i);
    }
    OpeningMemory.Opening opening =
        new OpeningMemory.Opening(order.stream().map(places::get).toList(), most.tables, whole);
    memory.keep(key(schema), opening);
    return opening;
  }

  private int openingTokens(Schema schema) throws LanguageModelException {
    return model.countTokens(profile.opening(schema));
  }

  /**
   * As many of the tables that a question wants as fit behind others, and if all do, more of the
   * common ones.
   *
   * @param each about how many tokens a table has
   * @return the tables in the order of the prompt; none if not even one that is wanted fits
   */
  private List<Table> beside(
      List<Table> first, List<Table> order, Question question, TableRanking ranking, int each)
      throws LanguageModelException {
    Schema schema = question.schema();
    // Without common tables the rest stands where the schema has it, as if it had been wanted.
    List<Table> wanted =
        common == 0 ? ranking.tables() : ranking.tables().subList(0, ranking.wanted());
    int least = tokens(question, first);
    if (least > budget) {
      return List.of(); // a long question, or many examples
    }
    Counted most =
        most(
            wanted.size(),
            new Counted(0, least),
            each,
            budget,
            count -> tokens(question, both(first, wanted.subList(0, count), schema)));
    if (most.tables < wanted.size() || common == 0) {
      return most.tables == 0 ? List.of() : both(first, wanted.subList(0, most.tables), schema);
    }
    Counted more =
        most(
            order.size(),
            new Counted(first.size(), most.tokens),
            each,
            budget,
            count -> tokens(question, both(order.subList(0, count), wanted, schema)));
    return both(order.subList(0, more.tables), wanted, schema);
  }

  /** Tables, and behind them in the schema's order what others there are. */
  private static List<Table> both(List<Table> first, List<Table> others, Schema schema) {
    Set<Table> tables = new LinkedHashSet<>(first);
    Set<String> names = names(others);
    schema.tables().stream().filter(table -> names.contains(table.name())).forEach(tables::add);
    return List.copyOf(tables);
  }

  private static Set<String> names(List<Table> tables) {
    return tables.stream().map(Table::name).collect(Collectors.toSet());
  }

  private int tokens(Question question, List<Table> tables) throws LanguageModelException {
    return tokens(question.over(question.schema().with(tables)));
  }

  private int tokens(Question question) throws LanguageModelException {
    return model.countTokens(profile.prompt(question, List.of()));
  }

  /** So many tables have so many tokens, the rest of the prompt included. */
  private record Counted(int tables, int tokens) {}

  /**
   * The largest number of tables that fits. Counting is what takes time, so it goes by what a table
   * mostly has, which finds it in a few counts; where tables differ too much, it halves.
   *
   * @param size how many there are
   * @param from a number that fits
   * @param each about how many tokens a table has
   * @param limit most tokens
   * @param tokens counts
   */
  private static Counted most(int size, Counted from, int each, int limit, Tokens tokens)
      throws LanguageModelException {
    Counted low = from;
    int high = size;
    int guessed = 0;
    while (low.tables < high) {
      int more = (limit - low.tokens) / Math.max(1, each);
      int next =
          guessed++ < MOST_GUESSES
              ? Math.max(low.tables + 1, Math.min(high, low.tables + more))
              : (low.tables + high + 1) / 2;
      int has = tokens.of(next);
      if (has <= limit) {
        low = new Counted(next, has);
      } else {
        high = next - 1;
      }
    }
    return low;
  }

  /** One table that is too wide: as many of its columns as fit, the likeliest first. */
  private Fitted fitColumns(Question question, Table table) throws LanguageModelException {
    List<Column> ranked = TableRanking.columns(table, question);
    for (int most = ranked.size() / 2; most > 0; most /= 2) {
      Set<Column> kept = new HashSet<>(ranked.subList(0, most));
      Table narrow = table.withColumns(table.columns().stream().filter(kept::contains).toList());
      Question smaller = question.over(question.schema().with(List.of(narrow)));
      if (tokens(smaller) <= budget) {
        return new Fitted(
            smaller,
            List.of(
                "Only "
                    + most
                    + " of the "
                    + ranked.size()
                    + " columns of table "
                    + table.name()
                    + " and no other table fit into the prompt's "
                    + budget
                    + " tokens (nl.promptTokens, nl.contextTokens)."));
      }
    }
    throw new LanguageModelException(
        LanguageModelException.Kind.TOO_LONG,
        "The question does not fit into the model's prompt of "
            + budget
            + " tokens even with a single table. Ask more briefly, or raise nl.contextTokens.");
  }

  private static String listed(List<String> names) {
    String head = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return names.size() <= MOST_NAMED
        ? head
        : head + " and " + (names.size() - MOST_NAMED) + " more";
  }
}
