package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.plan.PlanPage;
import org.nljdbc.plan.PlanRows;
import org.nljdbc.runtime.server.security.ApiKeys;
import org.nljdbc.schema.Dialect;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TakesScreenshot;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The page in a real browser. Profile {@code browser}; wants Debian's chromium and chromium-driver,
 * or others by {@code -Dnl.browser} and {@code -Dnl.browser.driver}.
 */
class PageTest extends ServerTest {

  private static final String NAMES = "SELECT id, name, rating FROM customers ORDER BY id";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @SuppressWarnings("NullAway.Init") // set before each test
  private ChromeDriver browser;

  @BeforeEach
  void openBrowser() {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(System.getProperty("nl.browser", "/usr/bin/chromium"));
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
    options.addArguments("--window-size=1000,900", "--user-data-dir=" + folder.resolve("profile"));
    options.setCapability("goog:loggingPrefs", logs);
    String driver = System.getProperty("nl.browser.driver", "/usr/bin/chromedriver");
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(new File(driver)).build(),
            options);
  }

  @AfterEach
  void closeBrowser() {
    browser.quit();
  }

  private void open() {
    browser.get(server.uri().toString());
    until(any -> !texts("#database option").isEmpty());
  }

  private WebElement at(String id) {
    return browser.findElement(By.id(id));
  }

  private List<String> texts(String css) {
    return browser.findElements(By.cssSelector(css)).stream().map(WebElement::getText).toList();
  }

  private void until(ExpectedCondition<Boolean> condition) {
    new WebDriverWait(browser, PATIENCE).until(condition);
  }

  private void ask(String question, String button) {
    at("question").clear();
    at("question").sendKeys(question);
    at(button).click();
  }

  /** What the browser itself found wrong, such as something that the policy of the page forbids. */
  private List<String> complaints() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> !message.contains("favicon"))
        .toList();
  }

  @Test
  void sqlIsShownWithItsConfidence() throws Exception {
    model.answer("everyone", NAMES);
    open();
    assertEquals(List.of("shop"), texts("#database option"));
    ask("everyone", "show");
    until(any -> at("sql").isDisplayed());
    assertTrue(at("sql").getText().matches("(?s)-- confidence 0\\.\\d\\d\n.*"), at("sql").getText());
    assertTrue(at("sql").getText().endsWith(NAMES));
    assertEquals(List.of(), texts("#rows tr"));
    assertEquals(List.of(), complaints());
  }

  @Test
  void rowsAreATable() throws Exception {
    model.answer("everyone", NAMES);
    open();
    ask("everyone", "run");
    until(any -> texts("#rows tr").size() == 4);
    assertEquals(List.of("id", "name", "rating"), texts("#rows th"));
    assertEquals(
        List.of("1", "Ann, \"A\"", "1.5", "2", "", "", "3", "Cy", "2"), texts("#rows td"));
    assertEquals(5, texts("#rows td.number").size());
    assertTrue(at("state").getText().endsWith(" ms"));
    assertFalse(at("more").isDisplayed());
    assertEquals(List.of(), complaints());
    Path picture = Path.of("target", "page.png");
    Files.write(picture, ((TakesScreenshot) browser).getScreenshotAs(OutputType.BYTES));
  }

  @Test
  void furtherRowsFollowOnRequest() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + shop());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO cities WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n"
              + " WHERE i < 150) SELECT i, 'city ' || i FROM n");
    }
    model.answer("cities", "SELECT id FROM cities ORDER BY id");
    open();
    ask("all cities", "run");
    until(any -> texts("#rows tr").size() == 101);
    at("more").click();
    until(any -> texts("#rows tr").size() == 151);
    assertFalse(at("more").isDisplayed());
    assertEquals("150", texts("#rows tr:last-child td").get(0));
  }

  @Test
  void valuesAreTextAndNothingElse() {
    String hostile = "<img src=x onerror=\"document.title='taken'\">";
    model.answer("hostile", "SELECT '" + hostile.replace("'", "''") + "' AS value");
    open();
    ask("hostile", "run");
    until(any -> texts("#rows td").size() == 1);
    assertEquals(hostile, texts("#rows td").get(0));
    assertEquals("NL-JDBC", browser.getTitle());
    assertEquals(0, browser.findElements(By.tagName("img")).size());
  }

  /** The texts of a picture that lie on top of one another, or stick out of it. */
  private List<?> overlaps(String css) {
    Object found =
        browser.executeScript(
            """
            const svg = document.querySelector(arguments[0]);
            const all = [...svg.querySelectorAll("text")];
            const found = [];
            const out = svg.getBoundingClientRect();
            all.forEach((a, i) => {
              const x = a.getBoundingClientRect();
              if (x.left < out.left || x.right > out.right + 1 || x.bottom > out.bottom + 1)
                found.push("out: " + a.textContent);
              const box = a.parentNode.querySelector("rect").getBoundingClientRect();
              if (x.left < box.left || x.right > box.right + 1) found.push("box: " + a.textContent);
              all.slice(i + 1).forEach(b => {
                const y = b.getBoundingClientRect();
                if (x.left < y.right && y.left < x.right && x.top < y.bottom - 2 && y.top < x.bottom - 2)
                  found.push(a.textContent + " | " + b.textContent);
              });
            });
            return found;
            """,
            css);
    return (List<?>) Objects.requireNonNull(found);
  }

  @Test
  void aPlanIsAPicture() throws Exception {
    String hostile = "<img src=x onerror=\"document.title='taken'\">";
    model.answer(
        "busy",
        "SELECT city, (SELECT COUNT(*) FROM customers c WHERE c.city_id = s.id AND c.name <> '"
            + hostile.replace("'", "''")
            + "') FROM cities s WHERE id IN (SELECT city_id FROM customers) ORDER BY city");
    open();
    ask("busy", "explain");
    until(any -> !browser.findElements(By.cssSelector("#plan svg text")).isEmpty());
    assertTrue(texts("#words li").contains("Take the rows of cities s."), texts("#words li")::toString);
    assertTrue(texts("#plan text").contains("SEARCH"), texts("#plan text")::toString);
    assertEquals(List.of(), overlaps("#plan svg"));
    assertEquals("NL-JDBC", browser.getTitle());
    assertEquals(0, browser.findElements(By.tagName("img")).size());
    assertEquals(List.of(), complaints());
    Files.write(
        Path.of("target", "plan-in-page.png"),
        ((TakesScreenshot) browser).getScreenshotAs(OutputType.BYTES));
  }

  /** The page by itself: a plan as PostgreSQL tells it, with names that want to be script. */
  @Test
  void aPageOfAPlanStandsAlone() throws Exception {
    String script = "<script>document.title='taken'</script>";
    List<List<String>> lines =
        List.of(
            List.of("Sort  (cost=139.08..139.58 rows=200 width=40)"),
            List.of("  Sort Key: (count(*)) DESC"),
            List.of("  ->  Hash Join  (cost=15.50..129.50 rows=100000 width=32)"),
            List.of("        Hash Cond: (o.customer_id = c.id)"),
            List.of("        ->  Seq Scan on orders o  (cost=0.00..112.00 rows=100000 width=4)"),
            List.of("              Filter: (note <> '" + script + "'::text)"),
            List.of("        ->  Hash  (cost=13.00..13.00 rows=200 width=36)"),
            List.of("              ->  Seq Scan on \u9867\u5ba2 c  (cost=0.15..13.00 rows=200 width=36)"));
    PlanRows rows = new PlanRows(List.of("QUERY PLAN"), new ArrayList<>(lines));
    PlanPage page =
        new PlanPage(
            "orders " + script,
            "SELECT '" + script + "'",
            List.of("Take the rows of orders o."),
            List.of(script),
            "nl:1",
            "PostgreSQL",
            rows.lines(Dialect.POSTGRESQL),
            rows.tree(Dialect.POSTGRESQL));
    Path file = Files.writeString(folder.resolve("plan.html"), page.html());
    browser.get(file.toUri().toString());
    assertEquals("orders " + script, browser.getTitle());
    assertTrue(texts("svg text").contains("Seq Scan"), texts("svg text")::toString);
    assertEquals(List.of(), overlaps("svg"));
    assertEquals(0, browser.findElements(By.tagName("script")).size());
    assertEquals("SELECT '" + script + "'", at("sql").getText());
    assertEquals(List.of(), complaints());
    Files.write(
        Path.of("target", "plan.png"),
        ((TakesScreenshot) browser).getScreenshotAs(OutputType.BYTES));
  }

  @Test
  void errorsAreToldAndGoWithTheNextQuestion() {
    model.answer("everyone", NAMES);
    open();
    ask("delete all customers", "run");
    until(any -> !at("error").getText().isEmpty());
    ask("everyone", "run");
    until(any -> texts("#rows tr").size() == 4);
    assertEquals("", at("error").getText());
  }

  @Test
  void cancellingEndsTheQuestionAtTheServer() throws Exception {
    model.answer("long", "endless" + NAMES);
    open();
    ask("long", "show");
    assertTrue(model.endlessBegan.await(20, TimeUnit.SECONDS));
    at("cancel").click();
    until(any -> at("error").getText().equals("Cancelled."));
    assertTrue(model.endlessCancelled.await(20, TimeUnit.SECONDS));
    assertFalse(at("cancel").isEnabled());
  }

  @Test
  void aKeyOpensAServerThatWantsOne() throws Exception {
    String key = ApiKeys.generate();
    start(
        "security: {keys: [{name: ann, sha256: \"%s\", roles: [ask, execute]}]}"
            .formatted(HexFormat.of().formatHex(ApiKeys.digest(key))));
    browser.get(server.uri().toString());
    until(any -> !at("error").getText().isEmpty());
    assertEquals(List.of(), texts("#database option"));
    at("key").sendKeys(key + "\t");
    until(any -> texts("#database option").equals(List.of("shop")));
    assertEquals("", at("error").getText());
    assertFalse(browser.getPageSource().contains(key));
  }
}
