package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContradictionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "share of women per team | SELECT AVG(CASE WHEN sex = 'M' THEN 1 ELSE 0 END) FROM p | women",
        "how many men work here? | SELECT COUNT(*) FROM p WHERE gender = 'Female' | men",
        "average number of notes per case | SELECT AVG(c.score) FROM c JOIN n ON c.id = n.c | score",
      })
  void whatIsSaidTheOtherWayRoundIsFound(String question, String sql, String note) {
    List<String> notes = Contradiction.in(question, sql);
    assertEquals(1, notes.size(), notes::toString);
    assertTrue(notes.get(0).contains(note), notes::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "share of women per team | SELECT AVG(CASE WHEN sex = 'F' THEN 1 ELSE 0 END) FROM p",
        "are there more women than men? | SELECT sex, COUNT(*) FROM p WHERE sex = 'M'",
        "women of note | SELECT id FROM p WHERE sex = 'F'",
        "how many people? | SELECT COUNT(*) FROM p WHERE gender = 'F'",
        "women who wear size M | SELECT id FROM p WHERE sex = 'F' AND size = 'M'",
        "average number of pages | SELECT AVG(pages) FROM books",
        "average number of staff | SELECT AVG(headcount) FROM teams",
        "average number of notes per case | SELECT AVG(n) FROM (SELECT COUNT(*) AS n FROM notes)",
        "average price | SELECT AVG(cost) FROM goods",
      })
  void whatIsSaidAlikeIsNot(String question, String sql) {
    assertEquals(List.of(), Contradiction.in(question, sql));
  }
}
