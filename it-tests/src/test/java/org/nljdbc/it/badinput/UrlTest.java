package org.nljdbc.it.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** URLs that lead nowhere. */
class UrlTest {

  @ParameterizedTest
  @CsvSource({
    "jdbc:nl:nosuchdb://host/db, nosuchdb",
    "jdbc:nl:oracle:thin:@//host:1521/x, oracle.jdbc",
    "jdbc:nl:, jdbc:",
    "jdbc:nl:nl:h2:mem:x, once",
    "jdbc:nl:nosuchdb://host/db?nl.tries=1, nosuchdb"
  })
  void tellsWhatIsWrong(String url, String word) {
    SQLException thrown = assertThrows(SQLException.class, () -> DriverManager.getConnection(url));
    assertEquals("08001", thrown.getSQLState(), thrown::toString);
    assertTrue(String.valueOf(thrown.getMessage()).contains(word), thrown::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:nl:nosuchdb://ann:topsecret@host/db?password=topsecret",
    "jdbc:nl:nosuchdb:db;user=ann;password=topsecret",
    "jdbc:nl:nl:nosuchdb://host/db?password=topsecret"
  })
  void keepsSecrets(String url) {
    SQLException thrown =
        assertThrows(
            SQLException.class, () -> DriverManager.getConnection(url, "ann", "topsecret"));
    assertFalse(thrown.toString().contains("topsecret"), thrown::toString);
  }
}
