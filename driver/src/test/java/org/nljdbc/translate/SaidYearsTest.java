package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.sql.YearBound;

/** What questions say of years. */
class SaidYearsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "who was hired after 2020? | 2020 | AFTER",
        "races held After the year of 2000 | 2000 | AFTER",
        "shops that opened later than 2012 | 2012 | AFTER",
        "no later than 2012 | 2012 | THROUGH",
        "not after 2012 | 2012 | THROUGH",
        "orders since 2021 | 2021 | FROM",
        "in or after 2005 | 2005 | FROM",
        "in year 2005 or after | 2005 | FROM",
        "from 2019 onwards | 2019 | FROM",
        "from 2019 on | 2019 | FROM",
        "movies made before 1980 | 1980 | BEFORE",
        "prior to 2010 | 2010 | BEFORE",
        "not before 2010 | 2010 | FROM",
        "in the year 2000 or before | 2000 | THROUGH",
        "through 2018 | 2018 | THROUGH",
        "until 2018 | 2018 | UNTIL",
        "sold in 2018. | 2018 | WITHIN",
        "after 2018 or in 2018 | 2018 | AFTER WITHIN",
        "between 2014 and 2017 | 2014 | FROM",
        "between 2014 and 2017 | 2017 | THROUGH",
        "from 1990 to 2000 in total | 1990 | FROM",
        "from 1990 to 2000 in total | 2000 | THROUGH",
      })
  void theWordsAroundAYearCount(String question, int year, String bounds) {
    Set<YearBound> expected =
        Stream.of(bounds.split(" ")).map(YearBound::valueOf).collect(Collectors.toSet());
    assertEquals(expected, SaidYears.of(question).boundsOf(year));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "after 2020-05-01",
        "after June 2020",
        "after 20200 steps",
        "more than 2020 apples",
        "after $2020",
        "in 2020.5",
        "the 2020 season",
      })
  void whatIsNoYearIsNone(String question) {
    assertEquals(Set.of(), SaidYears.of(question).boundsOf(2020));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "after 2020 | SELECT a FROM b WHERE EXTRACT(YEAR FROM d) >= 2020 | after 2020",
        "after 2020 | SELECT a FROM b WHERE d >= DATE '2020-01-01' | after 2020",
        "before 2020 | SELECT a FROM b WHERE strftime('%Y', d) <= '2020' | before 2020",
        "until 2020 | SELECT a FROM b WHERE d <= '2020-01-01' | 2020 too",
        "since 2020 | SELECT a FROM b WHERE YEAR(d) > 2020 | 2020 too",
        "between 2018 and 2020 | SELECT a FROM b WHERE d BETWEEN '2018-01-01' AND '2020-01-01'"
            + " | all of 2020",
      })
  void aYearOnTheWrongSideIsTold(String question, String sql, String note) {
    List<String> notes = SaidYears.of(question).differences(sql);
    assertEquals(1, notes.size());
    assertTrue(notes.get(0).contains(note), notes::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "after 2020 | SELECT a FROM b WHERE d >= '2021-01-01'",
        "after 2020 | SELECT a FROM b WHERE y > 2020",
        "before 2020 | SELECT a FROM b WHERE d < '2020-01-01'",
        "until 2020 | SELECT a FROM b WHERE y <= 2020",
        "until 2020 | SELECT a FROM b WHERE d <= '2020-12-31'",
        "since 2020 | SELECT a FROM b WHERE y >= 2020",
        "in 2020 | SELECT a FROM b WHERE d >= '2020-01-01' AND d < '2021-01-01'",
        "after 2020 or since 2020 | SELECT a FROM b WHERE d >= '2020-01-01'",
      })
  void aYearOnTheRightSideIsNot(String question, String sql) {
    assertEquals(List.of(), SaidYears.of(question).differences(sql));
  }

  @Property
  void anythingCanBeAsked(@ForAll String question, @ForAll String sql) {
    SaidYears said = SaidYears.of(question + " after 2020 " + question);
    assertTrue(said.differences(sql).size() <= 1 + question.length());
  }
}
