package org.nljdbc.prompt;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.nljdbc.glossary.Term;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.sql.StandIns;
import org.nljdbc.values.ValueHit;
import org.nljdbc.values.ValueIndex;

/**
 * A question with what the model is shown of the database.
 *
 * @param text the question
 * @param schema the tables that the model sees
 * @param hits stored values that the question names, over the whole schema, as {@link ValueIndex}
 *     found them
 * @param parameters how many values are bound later; the text has {@code :p1}, {@code :p2} for them
 * @param earlier what it goes on from, oldest first
 * @param terms what a glossary says to it, over the whole schema
 * @param effect what its SQL is to do
 * @param examples questions like it whose SQL is known to be right, the nearest first
 */
public record Question(
    String text,
    Schema schema,
    List<ValueHit> hits,
    int parameters,
    List<Turn> earlier,
    List<Term> terms,
    Effect effect,
    List<Example> examples) {

  /**
   * A question without parameters.
   *
   * @param text the question
   * @param schema the tables that the model sees
   * @param hits stored values that the question names
   */
  public Question(String text, Schema schema, List<ValueHit> hits) {
    this(text, schema, hits, 0, List.of(), List.of(), Effect.READ, List.of());
  }

  /** Keeps its own copies of the lists. */
  public Question {
    hits = List.copyOf(hits);
    earlier = List.copyOf(earlier);
    terms = List.copyOf(terms);
    examples = List.copyOf(examples);
  }

  /**
   * A question with the stored values that it names.
   *
   * @param wording what is asked
   * @param schema the tables that the model sees
   * @param terms what a glossary says to it
   * @param hits stored values that it names
   * @return the question
   */
  public static Question of(Wording wording, Schema schema, List<Term> terms, List<ValueHit> hits) {
    return new Question(
        wording.text(),
        schema,
        hits,
        wording.parameters(),
        wording.earlier(),
        terms,
        wording.effect(),
        List.of());
  }

  /**
   * The same question beside others.
   *
   * @param nearest questions like it whose SQL is known to be right, the nearest first
   * @return the question
   */
  public Question with(List<Example> nearest) {
    return new Question(text, schema, hits, parameters, earlier, terms, effect, nearest);
  }

  /** The text, and everything that was said before. */
  String everything() {
    return earlier.stream()
        .map(turn -> turn.question() + " " + turn.sql() + " ")
        .collect(Collectors.joining("", "", text));
  }

  /**
   * What the glossary says about what the model sees.
   *
   * @return one line each
   */
  public List<String> shownTerms() {
    Set<String> names = names(schema);
    return terms.stream()
        .filter(term -> names.contains(term.table() + "." + term.column()))
        .map(Term::text)
        .toList();
  }

  /**
   * The examples whose tables the model sees.
   *
   * @return them, the nearest first
   */
  public List<Example> shownExamples() {
    Set<String> names = names(schema);
    return examples.stream()
        .filter(each -> each.tables().stream().allMatch(table -> names.contains(table + ".")))
        .toList();
  }

  /**
   * The values that the question names in columns that the model sees.
   *
   * @return a few, the most telling first
   */
  List<ValueHit> shownHits() {
    Set<String> names = names(schema);
    return hits.stream().filter(hit -> names.contains(hit.table() + "." + hit.column())).toList();
  }

  /**
   * What is asked.
   *
   * @return it, without what the model is shown beside it
   */
  public Wording wording() {
    return new Wording(text, parameters, earlier, effect);
  }

  /** The tables of a schema, {@code table.}, and its columns, {@code table.column}. */
  private static Set<String> names(Schema schema) {
    Set<String> names = new HashSet<>();
    for (Table table : schema.tables()) {
      names.add(table.name() + ".");
      table.columns().forEach(column -> names.add(table.name() + "." + column.name()));
    }
    return names;
  }

  /** A text about this question with its parameters as the model is to see them. */
  String shown(String text) {
    return new StandIns(this.text, parameters).shown(text);
  }

  /**
   * The same question over fewer tables.
   *
   * @param smaller the tables that the model sees
   * @return the question
   */
  public Question over(Schema smaller) {
    return of(wording(), smaller, terms, hits).with(examples);
  }
}
