package org.nljdbc.prompt;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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

  private final LanguageModel model;
  private final PromptProfile profile;
  private final int budget;
  private final int common;

  /**
   * Makes a fitter.
   *
   * @param model counts tokens
   * @param profile builds the prompt whose tokens count
   * @param budget most tokens of the prompt
   * @param common most tokens of the tables that all questions are shown; 0 for none
   */
  public SchemaFit(LanguageModel model, PromptProfile profile, int budget, int common) {
    this.model = model;
    this.profile = profile;
    this.budget = budget;
    this.common = common;
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

  /** Whether so many things fit; no more do if fewer do not. */
  @FunctionalInterface
  private interface Fits {
    boolean test(int count) throws LanguageModelException;
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
    if (fits(question)) {
      return new Fitted(question, List.of());
    }
    TableRanking ranking = TableRanking.of(question);
    List<Table> order = common == 0 ? List.of() : CommonOrder.of(question.schema());
    List<Table> first = commonTables(question.schema(), order);
    List<Table> shown = beside(first, order, question, ranking);
    if (shown.isEmpty()) {
      shown = beside(List.of(), order, question, ranking);
    }
    if (shown.isEmpty()) {
      return fitColumns(question, ranking.tables().get(0));
    }
    Set<String> names = names(shown);
    List<String> left =
        ranking.tables().stream().map(Table::name).filter(name -> !names.contains(name)).toList();
    return new Fitted(
        question.over(question.schema().with(shown)),
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
    return schema.with(commonTables(schema, CommonOrder.of(schema)));
  }

  /** The first tables of the common order, as many as there is room for. */
  private List<Table> commonTables(Schema schema, List<Table> order) throws LanguageModelException {
    if (common == 0) {
      return List.of();
    }
    int besides = model.countTokens(profile.opening(schema.with(List.of())));
    int most =
        most(
            order.size(),
            count -> {
              Schema part = schema.with(order.subList(0, count));
              return model.countTokens(profile.opening(part)) - besides <= common;
            });
    return order.subList(0, most);
  }

  /**
   * As many of the tables that a question wants as fit behind others, and if all do, more of the
   * common ones.
   *
   * @return the tables in the order of the prompt; none if not even one that is wanted fits
   */
  private List<Table> beside(
      List<Table> first, List<Table> order, Question question, TableRanking ranking)
      throws LanguageModelException {
    Schema schema = question.schema();
    // Without common tables the rest stands where the schema has it, as if it had been wanted.
    List<Table> wanted =
        common == 0 ? ranking.tables() : ranking.tables().subList(0, ranking.wanted());
    if (!first.isEmpty() && !fits(question, first)) {
      return List.of(); // a long question, or many examples
    }
    int most =
        most(wanted.size(), count -> fits(question, both(first, wanted.subList(0, count), schema)));
    if (most < wanted.size() || common == 0) {
      return most == 0 ? List.of() : both(first, wanted.subList(0, most), schema);
    }
    int more =
        most(order.size(), count -> fits(question, both(order.subList(0, count), wanted, schema)));
    return both(order.subList(0, Math.max(more, first.size())), wanted, schema);
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

  private boolean fits(Question question, List<Table> tables) throws LanguageModelException {
    return fits(question.over(question.schema().with(tables)));
  }

  private boolean fits(Question question) throws LanguageModelException {
    return model.countTokens(profile.prompt(question, List.of())) <= budget;
  }

  /** The largest count that fits, by doubling and then halving: what is far too long costs most. */
  private static int most(int size, Fits fits) throws LanguageModelException {
    int low = 0;
    int step = 1;
    while (low + step <= size && fits.test(low + step)) {
      low += step;
      step *= 2;
    }
    int high = Math.min(size, low + step - 1);
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (fits.test(middle)) {
        low = middle;
      } else {
        high = middle - 1;
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
      if (fits(smaller)) {
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
