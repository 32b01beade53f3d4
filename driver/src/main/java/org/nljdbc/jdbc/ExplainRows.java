package org.nljdbc.jdbc;

import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.plan.PlanPage;
import org.nljdbc.translate.QueryPlan;
import org.nljdbc.translate.Translation;

/** What a statement returns that asks what a question's SQL means and how it would be run. */
final class ExplainRows {

  private static final int LONG_TEXT = 65_536;
  private static final int PAGE_TEXT = 16_777_216;

  private static final MemoryMetaData LINES =
      new MemoryMetaData(
          List.of(
              new MemoryColumn("PART", Types.VARCHAR, 10, false),
              new MemoryColumn("LINE", Types.INTEGER, 10, false),
              new MemoryColumn("TEXT", Types.VARCHAR, LONG_TEXT, false)));

  private static final MemoryMetaData PAGE =
      new MemoryMetaData(List.of(new MemoryColumn("HTML", Types.VARCHAR, PAGE_TEXT, false)));

  private ExplainRows() {}

  /** Lines of text. */
  static MemoryRows of(Translated found, QueryPlan plan) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    add(rows, "SQL", List.of(found.plain()));
    add(rows, "TERM", found.first().terms());
    add(rows, "EXAMPLE", found.first().examples());
    add(rows, "WORDS", plan.words());
    add(rows, "PLAN", plan.lines());
    return new MemoryRows(LINES, rows);
  }

  private static void add(List<List<@Nullable Object>> rows, String part, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      rows.add(List.of(part, i + 1, texts.get(i)));
    }
  }

  /** One page, as one row. */
  static MemoryRows page(Translated found, QueryPlan plan) {
    Translation first = found.first();
    List<String> notes = new ArrayList<>(first.terms());
    first.examples().forEach(example -> notes.add("The model was shown: " + example));
    notes.addAll(first.notes());
    PlanPage page =
        new PlanPage(
            first.question(),
            found.plain(),
            plan.words(),
            notes,
            made(first),
            plan.database(),
            plan.lines(),
            plan.tree());
    return new MemoryRows(PAGE, List.of(List.of(page.html())));
  }

  private static String made(Translation found) {
    Integer sure = SqlRows.percent(found.confidence());
    return Stream.of(
            "nl:" + found.id(),
            found.source().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            found.model(),
            sure == null ? "" : "confidence " + sure + " %")
        .filter(each -> !each.isEmpty())
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }
}
