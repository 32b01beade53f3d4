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
      })
  void anAgeIsADateOfBirth(String question, String said) {
    assertEquals(said, Ages.say(question, TODAY).text());
    assertEquals(1, Ages.say(question, TODAY).notes().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders older than 30 days",
        "over 100 visits",
        "older than the average",
        "under 18 hours"
      })
  void whatIsNoAgeStays(String question) {
    assertEquals(question, Ages.say(question, TODAY).text());
  }
}
