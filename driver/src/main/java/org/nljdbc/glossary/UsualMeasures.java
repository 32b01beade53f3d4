package org.nljdbc.glossary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.nljdbc.schema.BareName;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/**
 * What people call the money that came in, where neither the schema nor a glossary knows the word.
 * A small model takes {@code revenue} for any column of money; most schemas have one that it means:
 * the total of an order, an invoice or a sale. Says nothing where there is none, or more than one.
 */
public final class UsualMeasures {

  private static final List<String> WORDS =
      List.of("sales revenue", "revenue", "turnover", "takings", "sales");

  /** Tables with a row for each sale. */
  private static final Set<String> SALES =
      Set.of("order", "sale", "invoice", "booking", "receipt", "bill", "checkout");

  /** Words of tables that hold parts of sales, what was bought, or what is no longer so. */
  private static final Set<String> OTHERS =
      Set.of(
          "item line detail payment return refund history archive log purchase supplier vendor work"
              .split(" "));

  /** Names of the column, the plainest first. */
  private static final List<String> TOTALS =
      List.of(
          "totalamount",
          "ordertotal",
          "invoicetotal",
          "totalprice",
          "grandtotal",
          "totalvalue",
          "saleamount",
          "salesamount",
          "orderamount",
          "ordervalue",
          "amount",
          "total",
          "netamount",
          "grossamount");

  /** Words of tables with a row for each thing sold. */
  private static final Set<String> LINES = Set.of("line", "item", "detail", "position");

  private static final List<String> QUANTITIES = List.of("quantity", "qty", "quantitysold");
  private static final List<String> PRICES =
      List.of("unitprice", "priceperunit", "itemprice", "saleprice", "sellingprice", "price");

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:decimal|numeric|number|float|double|real|money|(?:big|small)?int).*",
          Pattern.CASE_INSENSITIVE);

  /** Where the word is no sum of money: counted, absent, or part of another name. */
  private static final Pattern OTHERWISE =
      Pattern.compile(
          "\\b(?:how many|number of|count of)(?: \\w+)? sales\\b"
              + "|\\b(?:without|no|any|with|made|make|have|had|has) sales\\b"
              + "|\\b(?:staff|employee|personnel|labou?r) turnover\\b|\\bturnover rate\\b"
              + "|\\bsales (?:support|departments?|teams?|reps?|representatives?|agents?|staff"
              + "|persons?|people|managers?|orders?|forces?|offices?|regions?|territor(?:y|ies))\\b");

  private UsualMeasures() {}

  /**
   * Adds what such a word of a question means to what a glossary says.
   *
   * @param terms what the glossary says
   * @param question the question
   * @param schema the schema
   * @return the terms, with one more at the end where a word means a column
   */
  public static List<Term> added(List<Term> terms, String question, Schema schema) {
    String spaced = WordForms.spaced(question);
    Optional<String> word = WORDS.stream().filter(each -> WordForms.uses(spaced, each)).findFirst();
    boolean otherwise = OTHERWISE.matcher(question.toLowerCase(Locale.ROOT)).find();
    if (word.isEmpty()
        || otherwise
        || isExplained(word.get(), terms)
        || isName(word.get(), schema)) {
      return terms;
    }
    List<Term> found = new ArrayList<>();
    schema.tables().forEach(table -> of(table, word.get(), schema).ifPresent(found::add));
    if (found.isEmpty()) {
      schema.tables().forEach(table -> ofLines(table, word.get(), schema).ifPresent(found::add));
    }
    if (found.size() != 1) {
      return terms;
    }
    List<Term> all = new ArrayList<>(terms);
    all.add(found.get(0));
    return List.copyOf(all);
  }

  private static boolean isExplained(String word, List<Term> terms) {
    return terms.stream()
        .anyMatch(
            term ->
                term.kind() == Term.Kind.METRIC
                    || WordForms.uses(WordForms.spaced(term.text()), lastOf(word)));
  }

  /** Whether a table or column is called by the word, or by a part of it. */
  private static boolean isName(String word, Schema schema) {
    String last = lastOf(word);
    return schema.tables().stream()
        .anyMatch(
            table ->
                has(table.name(), last)
                    || table.columns().stream().anyMatch(column -> has(column.name(), last)));
  }

  private static boolean has(String name, String word) {
    return name.toLowerCase(Locale.ROOT).contains(word.equals("sales") ? "sale" : word);
  }

  private static String lastOf(String phrase) {
    return phrase.substring(phrase.lastIndexOf(' ') + 1);
  }

  private static Optional<Term> of(Table table, String word, Schema schema) {
    List<String> words = List.of(WordForms.spaced(table.name()).strip().split(" "));
    boolean sales =
        !table.view()
            && words.stream().anyMatch(SALES::contains)
            && words.stream().noneMatch(OTHERS::contains);
    if (!sales) {
      return Optional.empty();
    }
    for (String total : TOTALS) {
      for (Column column : table.columns()) {
        if (BareName.of(column.name()).equals(total) && NUMBER.matcher(column.type()).matches()) {
          return Optional.of(term(table, column, word, schema));
        }
      }
    }
    return Optional.empty();
  }

  /** Where no sale has a total, it is the sum over its lines of how many at what price. */
  private static Optional<Term> ofLines(Table table, String word, Schema schema) {
    List<String> words = List.of(WordForms.spaced(table.name()).strip().split(" "));
    boolean lines =
        !table.view()
            && words.stream().anyMatch(LINES::contains)
            && words.stream().noneMatch(each -> OTHERS.contains(each) && !LINES.contains(each));
    Optional<Column> quantity = lines ? number(table, QUANTITIES) : Optional.empty();
    Optional<Column> price = lines ? number(table, PRICES) : Optional.empty();
    if (quantity.isEmpty() || price.isEmpty()) {
      return Optional.empty();
    }
    String of = schema.rules().write(table.name());
    String sum =
        "SUM("
            + of
            + "."
            + schema.rules().write(quantity.get().name())
            + " * "
            + of
            + "."
            + schema.rules().write(price.get().name())
            + ") of "
            + of;
    return Optional.of(new Term(Term.Kind.USUAL, table.name(), "", word, sum));
  }

  private static Optional<Column> number(Table table, List<String> names) {
    for (String name : names) {
      for (Column column : table.columns()) {
        if (BareName.of(column.name()).equals(name) && NUMBER.matcher(column.type()).matches()) {
          return Optional.of(column);
        }
      }
    }
    return Optional.empty();
  }

  private static Term term(Table table, Column column, String word, Schema schema) {
    String of = schema.rules().write(table.name());
    String sum = "SUM(" + of + "." + schema.rules().write(column.name()) + ") of " + of;
    return new Term(Term.Kind.USUAL, table.name(), "", word, sum);
  }
}
