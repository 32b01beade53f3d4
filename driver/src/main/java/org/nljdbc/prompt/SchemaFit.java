package org.nljdbc.prompt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;

/**
 * Fits a schema into a token budget: the tables whose words the question uses, then those that join
 * them, then the rest, as many as fit. What is left out is told.
 */
public final class SchemaFit {

  private static final Pattern WORD_BORDER =
      Pattern.compile("[^\\p{L}\\p{Nd}]+|(?<=\\p{Ll})(?=\\p{Lu})");
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
    List<Table> ranked = ranked(question);
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
    List<Column> ranked =
        table.columns().stream()
            .sorted(
                Comparator.comparingDouble(
                    c ->
                        -overlap(words, words(c.name()))
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

  /**
   * All tables, the likeliest to be needed first; each after it the ones that join it to others.
   */
  private static List<Table> ranked(Question question) {
    Map<String, Double> scores = scores(question);
    Map<String, Table> byName =
        question.schema().tables().stream()
            .collect(Collectors.toMap(Table::name, table -> table, (a, b) -> a));
    List<Table> byScore =
        question.schema().tables().stream()
            .sorted(Comparator.comparingDouble((Table t) -> -scores.getOrDefault(t.name(), 0.0)))
            .toList();
    Set<Table> ranked = new LinkedHashSet<>();
    for (Table table : byScore) {
      for (Table bridge : bridges(table, ranked, byName)) {
        ranked.add(bridge);
      }
      ranked.add(table);
    }
    return List.copyOf(ranked);
  }

  /** Tables by which a table reaches one of those already chosen in two steps. */
  private static List<Table> bridges(Table table, Set<Table> chosen, Map<String, Table> byName) {
    Set<String> near = neighbours(table);
    boolean joined = chosen.stream().anyMatch(other -> near.contains(other.name()));
    if (joined || chosen.isEmpty()) {
      return List.of();
    }
    List<Table> found = new ArrayList<>();
    for (String name : near) {
      Table bridge = byName.get(name);
      if (bridge != null
          && chosen.stream().anyMatch(other -> neighbours(bridge).contains(other.name()))) {
        found.add(bridge);
      }
    }
    return found.size() > 2 ? found.subList(0, 2) : found;
  }

  private static Set<String> neighbours(Table table) {
    Set<String> names = new LinkedHashSet<>();
    table.foreignKeys().stream().map(ForeignKey::toTable).forEach(names::add);
    table.referencedBy().stream().map(ForeignKey::fromTable).forEach(names::add);
    return names;
  }

  private static Map<String, Double> scores(Question question) {
    Set<String> words = words(question.everything());
    Map<String, Double> scores = new HashMap<>();
    for (Table table : question.schema().tables()) {
      double score = 3 * overlap(words, words(table.name()));
      if (table.comment() != null) {
        score += overlap(words, words(table.comment()));
      }
      for (Column column : table.columns()) {
        score += overlap(words, words(column.name()));
        score += column.comment() == null ? 0 : 0.5 * overlap(words, words(column.comment()));
      }
      scores.put(table.name(), score);
    }
    question.hits().forEach(hit -> scores.merge(hit.table(), 3.0, Double::sum));
    return scores;
  }

  /** How many of a name's words the question uses, over the name's length. */
  private static double overlap(Set<String> question, Set<String> name) {
    long shared = name.stream().filter(question::contains).count();
    return name.isEmpty() ? 0 : shared / Math.sqrt(name.size());
  }

  /** Words in lower case, without the endings of plurals. */
  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    for (String word : WORD_BORDER.split(text)) {
      String lower = word.toLowerCase(Locale.ROOT);
      if (lower.length() > 1) {
        words.add(singular(lower));
      }
    }
    return words;
  }

  private static String singular(String word) {
    if (word.length() > 4 && word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    boolean plural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss");
    return plural ? word.substring(0, word.length() - 1) : word;
  }

  private static String listed(List<String> names) {
    String head = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return names.size() <= MOST_NAMED
        ? head
        : head + " and " + (names.size() - MOST_NAMED) + " more";
  }
}
