package org.nljdbc.it.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.evaluation.Rows;
import org.nljdbc.runtime.evaluation.Share;

/** Writes a report as one page that needs nothing beside it: figures, bars, and every failure. */
final class HtmlReport {

  private static final String STYLE =
      """
      body{font:15px/1.45 sans-serif;margin:2em auto;max-width:75em;padding:0 1em;color:#222}
      table{border-collapse:collapse;margin:.5em 0}
      td,th{border:1px solid #ccc;padding:.15em .5em;text-align:left;vertical-align:top}
      th{background:#f2f2f2}
      pre{white-space:pre-wrap;background:#f7f7f7;padding:.5em;margin:.3em 0}
      .bar{display:flex;gap:1em;align-items:center}
      .label{width:16em}
      .track{width:20em;background:#eee}
      .fill{display:block;height:.9em;background:#47a}
      .failure{border-top:2px solid #999;margin-top:1.5em}
      .sides{display:grid;grid-template-columns:1fr 1fr;gap:1em}
      .sides>div{min-width:0;overflow-x:auto}
      .error{color:#a00}
      """;

  private HtmlReport() {}

  /**
   * Makes the page.
   *
   * @param report the figures
   * @return HTML
   */
  static String of(Report report) {
    Html page = new Html("Execution accuracy: " + report.header().dataset(), STYLE);
    figures(page, report);
    confidence(page, report.confidence());
    page.element("h2", "By hardness");
    report.byHardness().forEach((name, tally) -> bar(page, lower(name), tally));
    page.element("h2", "By database");
    report.byDatabase().forEach((name, tally) -> bar(page, name, tally));
    page.element("h2", "Failures by kind");
    page.table(List.of("kind", "answers"), kinds(report.failures()));
    page.element("h2", "Failures");
    for (Score score : report.scores()) {
      if (score.verdict() != Verdict.CORRECT) {
        failure(page, score);
      }
    }
    return page.text();
  }

  private static void figures(Html page, Report report) {
    RunHeader header = report.header();
    Tally total = report.total();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("execution accuracy", share(total.accuracy(), total.margin())));
    Share published = report.published();
    if (published != null) {
      String by = "by the rules of published figures";
      rows.add(List.of(by, share(published.value(), published.margin())));
    }
    rows.add(List.of("valid SQL", percent(total.valid())));
    rows.add(List.of("questions", total.n() + " (seed " + header.seed() + ")"));
    rows.add(List.of("not counted: gold SQL fails", String.valueOf(report.goldFailures())));
    rows.add(List.of("model", header.model()));
    rows.add(List.of("settings", header.settings().toString()));
    rows.add(List.of("machine", report.machine()));
    rows.add(List.of("date", report.date()));
    page.table(List.of("figure", "value"), rows);
    page.table(
        List.of("of one answer", "median", "90 %", "95 %", "99 %", "mean"),
        List.of(
            spread("milliseconds" + report.load(), report.millis()),
            spread("prompt tokens, reused ones apart", report.promptTokens()),
            spread("generated tokens", report.generatedTokens()),
            spread("calls of the model", report.tries())));
  }

  private static void confidence(Html page, @Nullable Reliability confidence) {
    if (confidence == null) {
      return;
    }
    page.element("h2", "Confidence");
    page.table(
        List.of("figure", "value"),
        List.of(
            List.of("AUROC", number(confidence.auroc())),
            List.of("expected calibration error", number(confidence.ece())),
            List.of("Brier score", number(confidence.brier()))));
    for (Reliability.Risk risk : confidence.risks()) {
      page.bar(
          String.format(
              Locale.ROOT, "surest %.0f %% (%.2f or more)", 100 * risk.coverage(), risk.least()),
          risk.wrong(),
          percent(risk.wrong()) + " wrong");
    }
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%.3f", number);
  }

  private static List<String> spread(String name, Spread spread) {
    return List.of(
        name,
        String.valueOf(spread.p50()),
        String.valueOf(spread.p90()),
        String.valueOf(spread.p95()),
        String.valueOf(spread.p99()),
        String.format(Locale.ROOT, "%.1f", spread.mean()));
  }

  private static void bar(Html page, String label, Tally tally) {
    page.bar(
        label + " (" + tally.n() + ")",
        tally.accuracy(),
        percent(tally.accuracy()) + ", valid " + percent(tally.valid()));
  }

  private static List<List<String>> kinds(Map<FailureKind, Integer> failures) {
    return failures.entrySet().stream()
        .sorted((a, b) -> b.getValue() - a.getValue())
        .map(entry -> List.of(lower(entry.getKey()), String.valueOf(entry.getValue())))
        .toList();
  }

  private static void failure(Html page, Score score) {
    page.open("div", "failure");
    page.element("h3", score.question().text());
    FailureKind kind = score.kind();
    page.element(
        "p",
        score.key()
            + ", "
            + lower(score.hardness())
            + ": "
            + lower(score.verdict())
            + (kind == null ? "" : ", " + lower(kind))
            + "; "
            + score.effort().tries()
            + " calls, "
            + score.effort().millis()
            + " ms");
    page.open("div", "sides");
    side(page, "Gold", score.question().gold(), score.goldRows());
    side(page, "Answer", score.sql(), score.rows());
    page.close("div");
    if (score.error() != null) {
      page.open("div", "error").element("pre", score.error()).close("div");
    }
    page.close("div");
  }

  private static void side(
      Html page, String title, @Nullable String sql, Rows.@Nullable Excerpt rows) {
    page.open("div", "side").element("b", title).element("pre", sql == null ? "(none)" : sql);
    if (rows != null) {
      page.table(rows.columns(), rows.rows());
      page.element("p", rows.total() + " rows");
    }
    page.close("div");
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String share(double share, double margin) {
    return percent(share) + String.format(Locale.ROOT, " (95 %%: +-%.1f)", 100 * margin);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
