package org.nljdbc.glossary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/**
 * What comments of columns say about words of a question: {@code P = private, B = business}, {@code
 * Y if the customer is active}, {@code empty if unpaid}. A small model that reads a comment in the
 * schema does not think of it when the word comes up; told beside the question, as a glossary's
 * words are, it does.
 */
public final class CommentTerms {

  private static final String END = "(?=\\s*(?:[,;/|.)]|$|\\b(?:or|and)\\b))";

  /** A code and the words that it stands for. */
  private static final Pattern CODE =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])'?(?<code>[\\p{L}\\p{N}]{1,6})'? ?= ?"
              + "(?<word>\\p{L}[\\p{L} -]{1,30}?)"
              + END);

  /** A flag and what holds where it is set. */
  private static final Pattern FLAG =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])'?(?<code>[YNJTF10])'? (?:(?:if|when|where) (?:[\\p{L} ]+ )?(?:is|was|are|were|has"
              + " been|have been) (?<is>(?!not\\b)\\p{L}{3,30})|for (?<for>\\p{L}{3,30}))");

  /** What holds as long as there is no value. */
  private static final Pattern EMPTY =
      Pattern.compile(
          "\\b(?:empty|null|blank|not set|unset),? (?:if|when|while|as long as) (?:(?:it|the \\p{L}+) )?"
              + "(?:is |was |are )?(?:still )?(?<word>(?!not\\b)[\\p{L}-]{4,30})"
              + END,
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LETTER = Pattern.compile("[\\p{Lu}\\d]");

  private static final Set<String> NO_CODES =
      Set.of("null", "empty", "blank", "none", "fk", "pk", "ref", "see");

  private CommentTerms() {}

  /**
   * Adds what comments say to what is said already.
   *
   * @param terms what a glossary says
   * @param question the question
   * @param schema the schema
   * @return the terms, with more at the end for words that comments explain, each by one column
   */
  public static List<Term> added(List<Term> terms, String question, Schema schema) {
    String spaced = WordForms.spaced(question);
    Map<String, List<Term>> found = new LinkedHashMap<>();
    for (Table table : schema.tables()) {
      for (Column column : table.columns()) {
        for (Term term : of(table, column, schema)) {
          if (WordForms.uses(spaced, term.phrase()) && isTelling(term.phrase(), schema)) {
            found.computeIfAbsent(term.phrase(), word -> new ArrayList<>()).add(term);
          }
        }
      }
    }
    List<Term> all = new ArrayList<>(terms);
    found.forEach(
        (word, said) -> {
          List<Term> meant = said.size() == 1 ? said : ofNamedTables(said, spaced, schema);
          boolean explained = terms.stream().anyMatch(each -> each.phrase().equalsIgnoreCase(word));
          if (meant.size() == 1 && !explained && all.size() < TermFinder.MOST) {
            all.add(meant.get(0));
          }
        });
    return List.copyOf(all);
  }

  /** Of columns that explain the same word, those of a table that the question names. */
  private static List<Term> ofNamedTables(List<Term> said, String spaced, Schema schema) {
    return said.stream()
        .filter(
            term ->
                schema.tables().stream()
                    .filter(table -> table.name().equals(term.table()))
                    .anyMatch(
                        table ->
                            WordForms.uses(spaced, table.name())
                                || table.comment() != null
                                    && WordForms.content(table.comment()).stream()
                                        .anyMatch(word -> spaced.contains(" " + word + " "))))
        .toList();
  }

  private static List<Term> of(Table table, Column column, Schema schema) {
    List<Term> terms = new ArrayList<>();
    String comment = column.comment();
    if (comment == null || comment.isBlank()) {
      return terms;
    }
    String name = schema.rules().shown(table.name()) + "." + schema.rules().shown(column.name());
    // One alone is rather a unit or a definition than a code, unless it is a capital or a digit.
    boolean codes = CODE.matcher(comment).results().count() > 1;
    for (Matcher found = CODE.matcher(comment); found.find(); ) {
      String code = found.group("code");
      if ((codes || LETTER.matcher(code).matches())
          && !NO_CODES.contains(code.toLowerCase(Locale.ROOT))) {
        terms.add(term(table, column, found.group("word"), name + " = " + value(found, column)));
      }
    }
    for (Matcher flag = FLAG.matcher(comment); flag.find(); ) {
      String word = flag.group("is") == null ? flag.group("for") : flag.group("is");
      terms.add(term(table, column, word, name + " = " + value(flag, column)));
    }
    for (Matcher empty = EMPTY.matcher(comment); empty.find(); ) {
      terms.add(term(table, column, empty.group("word"), name + " IS NULL"));
    }
    return terms;
  }

  /** Whether a word says something, and is not what a table or a column is called. */
  private static boolean isTelling(String phrase, Schema schema) {
    return !WordForms.content(phrase).isEmpty()
        && schema.tables().stream()
            .noneMatch(
                table ->
                    WordForms.uses(WordForms.spaced(table.name()), phrase)
                        || table.columns().stream()
                            .anyMatch(column -> column.name().equalsIgnoreCase(phrase)));
  }

  private static String value(Matcher said, Column column) {
    String code = said.group("code");
    return column.text() || !code.matches("\\d+") ? "'" + code + "'" : code;
  }

  private static Term term(Table table, Column column, String word, String says) {
    String phrase = word.strip().toLowerCase(Locale.ROOT);
    return new Term(Term.Kind.VALUE, table.name(), column.name(), phrase, says);
  }
}
