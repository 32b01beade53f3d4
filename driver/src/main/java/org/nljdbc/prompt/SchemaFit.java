package org.nljdbc.prompt;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.nljdbc.glossary.Term;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;

/**
 * Fits a schema into a token budget: as many tables as fit, the likeliest to be needed first. What
 * is left out is told.
 */
public final class SchemaFit {

  private static final int MOST_NAMED = 10;

  private final LanguageModel model;
  private final PromptProfile profile;
  private final int budget;

  /**
   * Makes a fitter.
   *
   * @param model counts tokens
   * @param profile builds the prompt whose tokens count
   * @param budget most tokens of the prompt
   */
  public SchemaFit(LanguageModel model, PromptProfile profile, int budget) {
    this.model = model;
    this.profile = profile;
    this.budget = budget;
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
    List<Table> ranked = new TableRanking(question.schema()).ranked(question);
    int most = mostThatFit(question, ranked);
    if (most == 0) {
      return fitColumns(question, ranked.get(0));
    }
    Question smaller = question.over(part(question.schema(), ranked.subList(0, most)));
    List<String> left = ranked.subList(most, ranked.size()).stream().map(Table::name).toList();
    return new Fitted(
        smaller,
        List.of(
            left.size()
                + " of "
                + ranked.size()
                + " tables were left out of the prompt, because they do not fit into its "
                + budget
                + " tokens (nl.promptTokens, nl.contextTokens): "
                + listed(left)
                + "."));
  }

  private boolean fits(Question question) throws LanguageModelException {
    return model.countTokens(profile.prompt(question, List.of())) <= budget;
  }

  /** The largest count whose first tables fit, by halving. */
  private int mostThatFit(Question question, List<Table> ranked) throws LanguageModelException {
    int low = 0;
    int high = ranked.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (fits(question.over(part(question.schema(), ranked.subList(0, middle))))) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** One table that is too wide: as many of its columns as fit, the likeliest first. */
  private Fitted fitColumns(Question question, Table table) throws LanguageModelException {
    Set<String> words = words(question.everything());
    Set<String> meant =
        question.terms().stream()
            .filter(term -> term.table().equals(table.name()))
            .map(Term::column)
            .collect(Collectors.toSet());
    List<Column> ranked =
        table.columns().stream()
            .sorted(
                Comparator.comparingDouble(
                    c ->
                        -overlap(words, words(c.name()))
                            - (meant.contains(c.name()) ? 2 : 0)
                            - (table.primaryKey().contains(c.name()) ? 0.5 : 0)))
            .toList();
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

  private static Schema part(Schema schema, List<Table> tables) {
    Set<Table> kept = new HashSet<>(tables);
    return schema.with(schema.tables().stream().filter(kept::contains).toList());
  }

  /** How many of a name's words the question uses, over the name's length. */
  private static double overlap(Set<String> question, Set<String> name) {
    long shared = name.stream().filter(question::contains).count();
    return name.isEmpty() ? 0 : shared / Math.sqrt(name.size());
  }

  private static Set<String> words(String text) {
    return new HashSet<>(NameWords.of(text));
  }

  private static String listed(List<String> names) {
    String head = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return names.size() <= MOST_NAMED
        ? head
        : head + " and " + (names.size() - MOST_NAMED) + " more";
  }
}
