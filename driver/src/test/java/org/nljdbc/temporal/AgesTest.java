package org.nljdbc.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgesTest {

  private static final LocalDate TODAY = LocalDate.of(2024, 12, 15);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "patients older than 65 | patients born before 1959-12-15",
        "patients who are older than 65 years | patients born before 1959-12-15",
        "how many are younger than 18? | how many are born after 2006-12-15?",
        "members over 40 years old | members born before 1984-12-15",
        "employees older than 40 years | employees born before 1984-12-15",
        "visitors that are younger than 9 years | visitors that are born after 2015-12-15",
        "anything older than 2 years old | anything born before 2022-12-15",
      })
  void anAgeIsADateOfBirth(String question, String said) {
    assertEquals(said, Ages.say(question, TODAY, "visitors"::equals).text());
    assertEquals(1, Ages.say(question, TODAY, "visitors"::equals).notes().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders older than 30 days",
        "Show invoices older than 2 years",
        "who bought invoices older than 2 years",
        "the song \"older than 30\"",
        "over 100 visits",
        "older than the average",
        "under 18 hours"
      })
  void whatIsNoAgeStays(String question) {
    assertEquals(question, Ages.say(question, TODAY, "visitors"::equals).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "older than 30 and younger than 40 | born before 1994-12-15 and born after 1984-12-15",
        "visitors older than 30 years and younger than 40 years"
            + " | visitors born before 1994-12-15 and born after 1984-12-15",
      })
  void eachOfTwoAgesIsADate(String question, String said) {
    RelativeDates.Said found = Ages.say(question, TODAY, "visitors"::equals);
    assertEquals(said, found.text());
    assertEquals(2, found.notes().size());
  }
}
