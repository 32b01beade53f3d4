package org.nljdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.sql.SQLException;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What {@link java.sql.DriverManager} needs of every driver: it asks one after the other, and goes
 * on after an SQLException only.
 */
class NlDriverProperties {

  private final NlDriver driver = new NlDriver();

  /** What URLs are made of, in any order; no database is called so. */
  @Provide
  Arbitrary<String> urls() {
    Arbitrary<String> parts =
        Arbitraries.of(
            "jdbc:",
            "nl:",
            "JDBC:NL:",
            "none:",
            "//h/d",
            "?",
            "&",
            ";",
            "=",
            "{",
            "}",
            "\\",
            "%",
            "%zz",
            "%2",
            "%FF",
            "nl.tries=",
            "nl.model",
            "nl.driver=java.lang.String",
            "-1",
            "a",
            " ",
            "\0",
            "🍕",
            "\uD83C");
    return parts.list().ofMaxSize(8).map(list -> String.join("", list));
  }

  @Property(tries = 300)
  void anyUrlIsNotOursOrAnSqlException(@ForAll("urls") String end) throws SQLException {
    for (String url : new String[] {end, "jdbc:nl:" + end, "jdbc:nl:none:" + end}) {
      boolean ours = driver.acceptsURL(url);
      assertNotNull(driver.getPropertyInfo(url, null));
      Properties info = new Properties();
      info.setProperty("nl.tries", "1");
      try {
        assertNull(driver.connect(url, info), url);
        assertEquals(false, ours, url);
      } catch (SQLException refused) {
        assertEquals(true, ours, url);
        assertNotNull(refused.getSQLState(), url);
      }
      assertEquals(1, info.size());
    }
  }
}
