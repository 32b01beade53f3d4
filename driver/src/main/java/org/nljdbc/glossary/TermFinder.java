package org.nljdbc.glossary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.nljdbc.glossary.BoundGlossary.ColumnName;
import org.nljdbc.schema.Table;
import org.nljdbc.sql.StandingFilter;

/** Finds what a glossary has to say to one question. */
final class TermFinder {

  /** Most lines that are said to a question. */
  static final int MOST = 12;

  private static final int LONGEST = 120;

  private final BoundGlossary glossary;
  private final String question;
  private final Set<String> content;
  private final Set<String> touched = new LinkedHashSet<>();

  TermFinder(BoundGlossary glossary, String question) {
    this.glossary = glossary;
    this.question = WordForms.spaced(question);
    this.content = WordForms.content(question);
  }

  List<Term> find() {
    List<Term> terms = new ArrayList<>();
    glossary.metrics().forEach(metric -> metric(metric).ifPresent(terms::add));
    glossary.columns().forEach((name, said) -> values(name, said, terms));
    glossary.columns().forEach((name, said) -> column(name, said).ifPresent(terms::add));
    glossary.tables().forEach((name, said) -> table(name, said).ifPresent(terms::add));
    terms.forEach(term -> touched.add(term.table()));
    glossary.filters().stream().filter(this::concerns).map(this::filter).forEach(terms::add);
    return List.copyOf(terms.subList(0, Math.min(MOST, terms.size())));
  }

  private Optional<Term> metric(Metric metric) {
    return used(metric.name(), metric.synonyms())
        .map(
            phrase ->
                new Term(
                    Term.Kind.METRIC,
                    metric.table(),
                    "",
                    phrase,
                    line(metric.fragment().sql()) + " of " + shown(metric.table())));
  }

  private void values(ColumnName name, ColumnTerms said, List<Term> terms) {
    for (Map.Entry<String, List<String>> value : said.values().entrySet()) {
      used("", value.getValue())
          .ifPresent(
              phrase ->
                  terms.add(
                      new Term(
                          Term.Kind.VALUE,
                          name.table(),
                          name.column(),
                          phrase,
                          shown(name) + " = '" + line(value.getKey()).replace("'", "''") + "'")));
    }
  }

  private Optional<Term> column(ColumnName name, ColumnTerms said) {
    Term of = new Term(Term.Kind.COLUMN, name.table(), name.column(), "", shown(name));
    return said(of, name.column(), said.description(), said.synonyms());
  }

  private Optional<Term> table(String name, TableTerms said) {
    Term of = new Term(Term.Kind.TABLE, name, "", "", shown(name));
    return said(of, name, said.description(), said.synonyms());
  }

  /** What is said of a name: that a word of the question means it, or its description. */
  private Optional<Term> said(Term of, String name, String description, List<String> synonyms) {
    Optional<String> synonym = used("", synonyms);
    if (synonym.isPresent()) {
      return Optional.of(new Term(of.kind(), of.table(), of.column(), synonym.get(), of.says()));
    }
    boolean told = WordForms.uses(question, name) || isAbout(description);
    String text = of.says() + ": " + line(description);
    return !description.isEmpty() && told
        ? Optional.of(new Term(of.kind(), of.table(), of.column(), "", text))
        : Optional.empty();
  }

  /** Whether a description speaks of what the question asks for. */
  private boolean isAbout(String description) {
    Set<String> words = WordForms.content(description);
    long shared = words.stream().filter(content::contains).count();
    return shared >= 2 || shared == 1 && words.size() <= 2;
  }

  /** Whether the question is likely to need a filter's table. */
  private boolean concerns(StandingFilter filter) {
    if (touched.contains(filter.table()) || WordForms.uses(question, filter.table())) {
      return true;
    }
    return glossary.schema().tables().stream()
        .filter(table -> table.name().equals(filter.table()))
        .map(Table::columns)
        .flatMap(List::stream)
        .anyMatch(column -> WordForms.uses(question, column.name()));
  }

  private Term filter(StandingFilter filter) {
    return new Term(
        Term.Kind.FILTER,
        filter.table(),
        "",
        "",
        shown(filter.table()) + " only where " + line(filter.condition()));
  }

  /** The longest of some phrases that the question uses. */
  private Optional<String> used(String name, List<String> synonyms) {
    return Stream.concat(Stream.of(name), synonyms.stream())
        .filter(phrase -> WordForms.uses(question, phrase))
        .max(Comparator.comparingInt(String::length))
        .map(TermFinder::line);
  }

  private String shown(ColumnName name) {
    return shown(name.table()) + "." + shown(name.column());
  }

  private String shown(String stored) {
    return glossary.schema().rules().shown(stored);
  }

  private static String line(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
  }
}
