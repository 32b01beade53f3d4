package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.script.ScriptedTest;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The plan of a question as a page, of each database's own plans. */
abstract class PlanPageSuite extends ScriptedTest {

  private String page(String question, String sql) throws SQLException {
    model().answer(question, sql);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL EXPLAIN HTML '" + question + "'")) {
      assertTrue(rows.next());
      String html = rows.getString(1);
      assertFalse(rows.next());
      return html;
    }
  }

  private static Document picture(String html) throws Exception {
    assertTrue(html.contains("<svg"), html);
    String svg = html.substring(html.indexOf("<svg"), html.indexOf("</svg>") + "</svg>".length());
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static List<String> texts(Document picture, String name) {
    NodeList found = picture.getElementsByTagName(name);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }

  @Test
  void aJoinIsATreeOfItsTables() throws Exception {
    String html =
        page(
            "orders of each city",
            "SELECT c.city, COUNT(*) FROM customers c JOIN orders o ON o.customer_id = c.id"
                + " WHERE c.country = 'Norway' GROUP BY c.city ORDER BY COUNT(*) DESC");
    Document picture = picture(html);
    List<String> steps = texts(picture, "title");
    assertTrue(steps.size() >= 3, steps::toString);
    for (String table : List.of("c", "o")) {
      assertTrue(
          steps.stream()
              .anyMatch(
                  step -> step.lines().toList().get(0).matches("(?i).*\\b" + table + "\\b.*")),
          () -> table + " in " + steps);
    }
    assertEquals(steps.size(), texts(picture, "rect").size());
    boolean tellsRows = steps.stream().anyMatch(step -> step.matches("(?s).*\\d rows?\\b.*"));
    assertEquals(
        database.kind() == Kind.POSTGRESQL || database.kind() == Kind.MARIADB, tellsRows, html);
    assertEquals(
        database.kind() == Kind.POSTGRESQL,
        steps.stream().anyMatch(step -> step.contains("cost ")),
        html);
    assertTrue(html.contains("<li>Keep those where c.country = &#39;Norway&#39;.</li>"), html);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders WHERE id > 3)",
        "SELECT name FROM customers UNION SELECT name FROM products",
        "SELECT q.city FROM (SELECT city, COUNT(*) AS k FROM customers GROUP BY city) q WHERE q.k > 1",
        "SELECT name FROM customers c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id)",
        "SELECT COUNT(*) FROM customer_revenue",
        "SELECT 1"
      })
  void everyKindOfQueryHasAPicture(String sql) throws Exception {
    Document picture = picture(page("kind of query", sql));
    assertFalse(texts(picture, "text").isEmpty());
  }

  @Test
  void valuesThatWantToBeScriptAreText() throws Exception {
    String html =
        page(
            "names like a script",
            "SELECT id FROM customers WHERE name = '<script>alert(1)</script></svg>'");
    assertFalse(html.contains("<script"), html);
    assertEquals(html.indexOf("</svg>"), html.lastIndexOf("</svg>"));
    picture(html);
  }

  @Test
  void parametersNeedNoValues() throws Exception {
    model().answer("names in", "SELECT name FROM customers WHERE country = :p1");
    try (PreparedStatement statement = connection.prepareStatement("NL EXPLAIN HTML: names in ?");
        ResultSet rows = statement.executeQuery()) {
      assertTrue(rows.next());
      String html = rows.getString("HTML");
      picture(html);
      assertTrue(html.contains("<li>Keep those where country = ?.</li>"), html);
    }
  }
}
