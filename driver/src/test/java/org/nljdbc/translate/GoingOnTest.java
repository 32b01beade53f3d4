package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.prompt.Turn;

class GoingOnTest {

  private static final String MONTHS = "SELECT m, COUNT(*) FROM orders WHERE y = 2026 GROUP BY m";

  private static Set<String> missing(String question, String before, String sql) {
    return GoingOn.missing(
        question, List.of(new Turn("the question before", before)), sql.toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "only the cancelled ones | SELECT COUNT(*) FROM orders WHERE y = 2026 AND s = 'cancelled'",
        "and in Spain? | SELECT COUNT(*) FROM orders WHERE y = 2026 AND c = 'Spain'",
        "without the closed ones | SELECT m, COUNT(*) FROM orders WHERE closed = 0 GROUP BY m",
        "now by status | SELECT COUNT(*) FROM orders WHERE y = 2026 AND status = 'new'",
        "per carrier | SELECT COUNT(*) FROM orders WHERE y = 2026",
        "sort by that | SELECT m, COUNT(*) FROM orders WHERE y = 2026 GROUP BY m",
        "top 3 | SELECT m, COUNT(*) FROM orders WHERE y = 2026 GROUP BY m ORDER BY 2 DESC",
        "only the big ones | SELECT m, COUNT(*) FROM orders GROUP BY m",
      })
  void whatIsForgottenIsMissed(String question, String sql) {
    assertFalse(missing(question, MONTHS, sql).isEmpty(), question);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "only the cancelled ones | SELECT m, COUNT(*) FROM orders WHERE y = 2026 AND s = 'c' GROUP"
            + " BY m",
        "just the number | SELECT COUNT(*) FROM orders WHERE y = 2026",
        "and in 2025? | SELECT m, COUNT(*) FROM orders WHERE y = 2025 GROUP BY m",
        "only in total | SELECT COUNT(*) FROM orders WHERE y = 2026",
        "now by status | SELECT status, COUNT(*) FROM orders WHERE y = 2026 GROUP BY status",
        "sort by that | SELECT m, COUNT(*) FROM orders WHERE y = 2026 GROUP BY m ORDER BY 2",
        "top 3 | SELECT m, COUNT(*) FROM orders WHERE y = 2026 GROUP BY m ORDER BY 2 DESC LIMIT 3",
        "add the country | SELECT country, m FROM orders",
      })
  void whatIsDoneIsNotMissed(String question, String sql) {
    assertEquals(Set.of(), missing(question, MONTHS, sql), question);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT a FROM c WHERE country = 'France' | SELECT a FROM c WHERE country = 'Germany'",
        "SELECT a FROM c WHERE c.\"country\" IN ('France', 'Spain')"
            + " | SELECT a FROM c WHERE \"country\" = 'Germany'",
        "SELECT a FROM c WHERE n > 0 ORDER BY a LIMIT 10 | SELECT a FROM c WHERE n > 0 AND"
            + " country = 'Germany'",
      })
  void aValueOfTheSameColumnTakesItsPlace(String before, String sql) {
    assertEquals(Set.of(), missing("only Germany", before, sql));
    assertEquals(
        Set.of("7 before"),
        missing("only Germany", before.replace("WHERE ", "WHERE kind = 7 AND "), sql));
  }

  @Test
  void aQuestionThatStandsAloneGoesOnFromNothing() {
    assertEquals(
        Set.of(), GoingOn.missing("only the cancelled ones", List.of(), "select 1 from orders"));
  }
}
