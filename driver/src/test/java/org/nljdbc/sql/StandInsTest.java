package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.schema.Dialect;

class StandInsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '"',
      value = {
        "orders of customer :p1 since :p2 # orders of customer 'p1' since 'p2'",
        "the :p1 most expensive products # the 71001 most expensive products",
        "top :p2 customers of :p1 # top 71002 customers of 'p1'",
        "first :p1 of order 71002 # first 73001 of order 71002",
        "orders of the :p1 # orders of the 'p1'",
        "SELECT a WHERE b = :p1 and c::p2 # SELECT a WHERE b = 'p1' and c::p2",
      })
  void areShown(String text, String shown) {
    assertEquals(shown, new StandIns(text, 2).shown(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '"',
      value = {
        "POSTGRESQL # name = 'p1' # name = :p1",
        "POSTGRESQL # name = ':p1' # name = :p1",
        "POSTGRESQL # name = :p1 # name = :p1",
        "POSTGRESQL # name = '71002' # name = :p2",
        "POSTGRESQL # id > 71001 LIMIT 71002 # id > :p1 LIMIT :p2",
        "POSTGRESQL # name LIKE '%p1%' # name LIKE ('%' || :p1 || '%')",
        "MARIADB # name LIKE '%p1%' # name LIKE CONCAT('%', :p1, '%')",
        "SQLITE # name LIKE 'p1-p2' # name LIKE (:p1 || '-' || :p2)",
        "SQLITE # name > '71001-01-01' # name > (:p1 || '-01-01')",
        "SQLITE # name LIKE 'it''s p1' # name LIKE ('it''s ' || :p1)",
        "SQLITE # name = 'p1x xp1 171001 7100' # name = 'p1x xp1 171001 7100'",
        "SQLITE # id = 71003 OR id = 71001.5 # id = 71003 OR id = 71001.5",
      })
  void areRead(Dialect dialect, String written, String read) {
    String head = "SELECT id FROM customers WHERE ";
    assertEquals(head + read, new StandIns("a :p1 b :p2", 2).read(head + written, dialect));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "top :p1 x", ":p2", "71", "71001", "73002", "p1", "'p2'", "the :p3 of", "?")
        .list()
        .ofMaxSize(6)
        .map(parts -> "SELECT " + String.join(" ", parts));
  }

  /** Whatever the question is, what stands in for a parameter is read as that parameter. */
  @Property
  void whatIsShownIsReadBack(@ForAll("texts") String question) {
    StandIns standIns = new StandIns(question, 3);
    String sql = "SELECT :p1, :p2 FROM t WHERE x > :p3 AND y = :p1";
    assertEquals(sql, standIns.read(standIns.shown(sql), Dialect.SQLITE));
  }

  @Property
  void withoutParametersNothingChanges(@ForAll("texts") String text) {
    StandIns none = new StandIns(text, 0);
    assertEquals(text, none.shown(text));
    assertEquals(text, none.read(text, Dialect.SQLITE));
  }
}
