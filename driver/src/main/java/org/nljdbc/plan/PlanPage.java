package org.nljdbc.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a question's SQL means and how the database goes about it, as a page that needs nothing
 * else: no script, no other file, no network. Its policy forbids all of them besides.
 *
 * @param question the question
 * @param sql its SQL
 * @param words the SQL in words, one sentence each; may be empty
 * @param notes what one should know, such as what the glossary said; may be empty
 * @param made how the SQL came about, in a sentence
 * @param database name and version of the database
 * @param lines the plan as text
 * @param plan the plan; null where the database tells none
 */
public record PlanPage(
    String question,
    String sql,
    List<String> words,
    List<String> notes,
    String made,
    String database,
    List<String> lines,
    @Nullable PlanStep plan) {

  private static final String STYLE =
      ":root{color-scheme:light dark;font-family:system-ui,sans-serif;line-height:1.4}"
          + "body{margin:1.5rem}"
          + "h1{font-size:1.3rem}h2{font-size:1rem;margin-bottom:.3rem}"
          + "pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:.6rem;border:1px solid #8886}"
          + ".scroll{overflow-x:auto}.quiet{opacity:.7;font-size:.85rem}";

  private static final String POLICY =
      "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"
          + digest(STYLE)
          + "'";

  /** Keeps its own copies of the lists. */
  public PlanPage {
    words = List.copyOf(words);
    notes = List.copyOf(notes);
    lines = List.copyOf(lines);
  }

  /** The page, in HTML. */
  public String html() {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>" + Markup.text(question) + "</title>\n")
        .append("<style>" + STYLE + "</style>\n</head>\n<body>\n")
        .append("<h1>" + Markup.text(question) + "</h1>\n")
        .append("<pre id=\"sql\">" + Markup.text(sql) + "</pre>\n")
        .append("<p class=\"quiet\">" + Markup.text(made) + "</p>\n");
    list(page, "In words", "words", words);
    list(page, "To know", "notes", notes);
    page.append("<h2>The plan of " + Markup.text(database) + "</h2>\n");
    if (plan == null) {
      page.append("<p id=\"none\">How this database tells its plans is not known.</p>\n");
    } else {
      page.append("<div class=\"scroll\">\n" + PlanPicture.of(plan) + "</div>\n")
          .append("<p class=\"quiet\">Rows go from below to the top. Rows and costs are the")
          .append(" database's estimates; nothing was run.</p>\n")
          .append("<details><summary>As text</summary>\n<pre id=\"plan\">")
          .append(Markup.text(String.join("\n", lines)) + "</pre></details>\n");
    }
    return page.append("</body>\n</html>\n").toString();
  }

  private static void list(StringBuilder page, String title, String id, List<String> texts) {
    if (texts.isEmpty()) {
      return;
    }
    page.append("<h2>" + title + "</h2>\n<ol id=\"" + id + "\">\n");
    texts.forEach(each -> page.append("<li>" + Markup.text(each) + "</li>\n"));
    page.append("</ol>\n");
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("Every Java has SHA-256", absent);
    }
  }
}
