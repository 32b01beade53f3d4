package org.nljdbc.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The page of a plan: well-formed, without script whatever the names, and nothing on top of
 * another.
 */
class PlanPageTest {

  private static final String HOSTILE =
      "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&lt;\u202e\u0000 ]]> -->";

  private record Box(double x, double y, double width, double height) {
    static Box of(Element rect) {
      return new Box(
          number(rect, "x"), number(rect, "y"), number(rect, "width"), number(rect, "height"));
    }

    boolean meets(Box other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }

    boolean holds(double left, double right, double line) {
      return left >= x && right <= x + width && line - 12 >= y && line <= y + height;
    }
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static PlanStep step(String operation, PlanStep... inputs) {
    return new PlanStep(operation, "t", List.of(), 5, 100, List.of(inputs));
  }

  private static String html(String text, PlanStep plan) {
    return new PlanPage(text, text, List.of(text), List.of(text), text, text, List.of(text), plan)
        .html();
  }

  private static Document picture(String html) throws Exception {
    String svg = html.substring(html.indexOf("<svg"), html.indexOf("</svg>") + "</svg>".length());
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document document, String name) {
    NodeList found = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  @Test
  void whatOthersWroteIsTextAndNothingElse() throws Exception {
    PlanStep plan = new PlanStep(HOSTILE, HOSTILE, List.of(HOSTILE), 1, 2, List.of(step(HOSTILE)));
    String page = html(HOSTILE, plan);
    assertFalse(page.contains("<script") || page.contains("<img"), page);
    assertFalse(page.contains("\u202e") || page.contains("\u0000"), page);
    assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), page);
    Document picture = picture(page);
    assertEquals(0, elements(picture, "script").size() + elements(picture, "img").size());
    String all = picture.getDocumentElement().getTextContent();
    assertTrue(all.contains("<script>alert(1)</script>"), all);
    assertTrue(page.contains("default-src 'none'"), page);
  }

  @Test
  void theHighestCostStandsOut() throws Exception {
    PlanStep scan = new PlanStep("Seq Scan", "big", List.of(), 1_000_000, 90, List.of());
    Document picture =
        picture(html("q", new PlanStep("Sort", "", List.of(), 10, 100, List.of(scan))));
    List<Element> boxes = elements(picture, "rect");
    assertTrue(number(boxes.get(1), "fill-opacity") > number(boxes.get(0), "fill-opacity"));
    List<String> texts = elements(picture, "text").stream().map(Element::getTextContent).toList();
    assertEquals(
        List.of("Sort", "10 rows, cost 100", "Seq Scan", "big", "1,000,000 rows, cost 90"), texts);
  }

  @Test
  void aPlanThatNobodyKnowsIsSaidSo() {
    String page = new PlanPage("q", "s", List.of(), List.of(), "m", "d", List.of(), null).html();
    assertTrue(page.contains("How this database tells its plans is not known"), page);
    assertFalse(page.contains("<svg") || page.contains("<ol"), page);
  }

  @Test
  void longTextsAreCutAndWhollyToldToWhoPoints() throws Exception {
    String detail = "condition ".repeat(100);
    Document picture =
        picture(html("q", new PlanStep("Filter", "", List.of(detail), 1, 1, List.of())));
    assertEquals(8, elements(picture, "text").size());
    assertTrue(elements(picture, "title").get(0).getTextContent().contains(detail.strip()));
  }

  @Provide
  Arbitrary<PlanStep> plans() {
    Arbitrary<String> texts =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.strings().ofMaxLength(60)),
            Tuple.of(3, Arbitraries.strings().alpha().ofMaxLength(60)),
            Tuple.of(1, Arbitraries.of("\u6f22\u5b57".repeat(30), "\ud83d\ude00 x", HOSTILE)));
    Arbitrary<Double> numbers =
        Arbitraries.doubles().between(0, 1e12).injectNull(0.2).map(n -> n == null ? Double.NaN : n);
    return Arbitraries.recursive(
        () -> leaf(texts, numbers),
        below ->
            Combinators.combine(leaf(texts, numbers), below.list().ofMaxSize(4))
                .as(
                    (top, inputs) ->
                        new PlanStep(
                            top.operation(),
                            top.object(),
                            top.details(),
                            top.rows(),
                            top.cost(),
                            inputs)),
        0,
        4);
  }

  private static Arbitrary<PlanStep> leaf(Arbitrary<String> texts, Arbitrary<Double> numbers) {
    return Combinators.combine(texts, texts, texts.list().ofMaxSize(4), numbers, numbers)
        .as(
            (operation, object, details, rows, cost) ->
                new PlanStep(operation, object, details, rows, cost, List.of()));
  }

  @Property(tries = 300)
  void nothingStandsOnTopOfAnother(@ForAll("plans") PlanStep plan) throws Exception {
    Document picture = picture(html("q", plan));
    double width = number(picture.getDocumentElement(), "width");
    double height = number(picture.getDocumentElement(), "height");
    List<Element> groups = elements(picture, "g");
    List<Box> boxes = new ArrayList<>();
    for (Element group : groups) {
      Box box = Box.of((Element) group.getElementsByTagName("rect").item(0));
      assertTrue(box.x >= 0 && box.y >= 0 && box.x + box.width <= width, box::toString);
      assertTrue(box.y + box.height <= height, box::toString);
      boxes.forEach(other -> assertFalse(box.meets(other), () -> box + " " + other));
      boxes.add(box);
      NodeList texts = group.getElementsByTagName("text");
      double above = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < texts.getLength(); i++) {
        Element text = (Element) texts.item(i);
        double x = number(text, "x");
        double y = number(text, "y");
        assertTrue(y - above >= 14, "lines of one box");
        assertTrue(box.holds(x, x + number(text, "textLength"), y), box::toString);
        above = y;
      }
    }
    assertEquals(groups.size(), elements(picture, "rect").size());
  }
}
