package org.nljdbc.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A ? alone as a word stands for a value; anywhere else it is punctuation. */
class BindMarkersTest {

  private final Recogniser recogniser = new Recogniser(10_000);

  private Asked asked(String statement) throws SQLException {
    return (Asked) Objects.requireNonNull(recogniser.recognise(statement));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "NL: orders of customer ? since ? | orders of customer :p1 since :p2",
        "NL: ? or ?, whichever; it costs ?. | :p1 or :p2, whichever; it costs :p3.",
        "NL: orders with id in (?,?) | orders with id in (:p1,:p2)",
        "NL: price >? and price <=? | price >:p1 and price <=:p2",
        "NL: how many orders are there? | how many orders are there?",
        "NL: how many orders are there?? | how many orders are there??",
        "NL: what? is this ?x y? or '?' or \\? | what? is this ?x y? or '?' or \\?",
        "NL: how many since ?? | how many since ??",
        "NL SHOW: orders since ? | orders since :p1",
        "NL 'orders since ?' | orders since ?",
        "NL: orders\u00a0?\u3000? | orders\u00a0:p1\u3000:p2",
      })
  void numbersThem(String statement, String numbered) throws SQLException {
    assertEquals(numbered, asked(statement).numbered());
  }

  @Test
  void onlyOneAtTheEndIsPunctuationWhereNothingCanBeBound() throws SQLException {
    assertTrue(asked("NL: how many are there ?").unbound().markers().isEmpty());
    assertTrue(asked("NL: how many are there ? !").unbound().markers().isEmpty());
    for (String bound : List.of("NL: orders of ? today", "NL: from ? to ?", "NL: since ? only ?")) {
      SQLException error = assertThrows(SQLException.class, () -> asked(bound).unbound());
      assertEquals("07001", error.getSQLState());
    }
  }

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.of(
            "orders", "?", "?", "what?", "?!?", "it's", "(?", "?)", "'?'", "a?b", "??", ":p1", "é?",
            "😀")
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  @Property
  void exactlyTheLoneOnesAreTaken(@ForAll("words") List<String> words) throws SQLException {
    String question = String.join(" ", words);
    List<String> numbered = List.of(asked("NL: a " + question + " z").numbered().split(" "));
    int number = 0;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean lone = word.equals("?") || word.equals("(?") || word.equals("?)");
      String expected = lone ? word.replace("?", ":p" + ++number) : word;
      assertEquals(expected, numbered.get(i + 1));
    }
    assertEquals(number, asked("NL: a " + question + " z").markers().size());
  }
}
