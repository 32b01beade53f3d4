package org.nljdbc.narrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.narrate.Narration.Source;

/** What a model says is told only if the rows bear it out. */
class NarrationTest {

  /** Rows written as {@code a,b;c,d}, under columns n and m. */
  private static Excerpt excerpt(@Nullable String rows) {
    List<List<@Nullable String>> all = new ArrayList<>();
    if (rows != null) {
      for (String row : rows.split(";")) {
        List<@Nullable String> values = new ArrayList<>();
        Arrays.stream(row.split(",")).forEach(v -> values.add(v.equals("NULL") ? null : v));
        all.add(values);
      }
    }
    return new Excerpt(List.of("n", "m"), all, false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "how many orders in 2024 | 1312 | There are 1312 orders in 2024. | MODEL",
        "how many orders in 2024 | 1312 | There are 1,312 orders in 2024. | MODEL",
        "how many orders in 2024 | 1312 | There are 1313 orders in 2024. | RULE",
        "how many orders in 2024 | 1312 | There are 1312 orders in 2023. | RULE",
        "average price | 249.5 | The average price is 249.5. | MODEL",
        "average price | 249.5 | The average price is $249.5. | RULE",
        "average price | 249.4567 | The average price is 249.46. | MODEL",
        "average price | 249.4567 | The average price is 249.5. | MODEL",
        "average price | 249.4567 | The average price is 250. | RULE",
        "average price | 249.4567 | The average price is high. | RULE",
        "best country | Germany,120 | Germany has the most. | MODEL",
        "best country | Germany,120 | Spain has the most. | RULE",
        "best country | Germany,120 | Germany beats France with 120. | RULE",
        "who | Ann;Bob;Eva | They are Ann, Bob and Eva. | MODEL",
        "who | Ann;Bob;Eva | They are Ann and Bob. | RULE",
        "who | Ann;Bob;Eva | All three of them: Ann, Bob, Eva. | MODEL",
        "who | Ann;Bob;Eva | All four of them: Ann, Bob, Eva. | RULE",
        "customers in Iceland | | There are no customers in Iceland. | MODEL",
        "customers in Iceland | | There are many customers in Iceland. | RULE",
        "customers without orders | | There are no customers without orders. | RULE",
        "who has never ordered | | No customers have ordered. | RULE",
        "unpaid orders | 0 | There is no order without payment. | MODEL",
        "unpaid orders | 0 | There are orders without a doubt. | RULE",
        "unpaid orders | 3 | There is no order without payment. | RULE",
        "largest | NULL | There is none. | MODEL",
        "largest | NULL | It is large. | RULE",
        "who | Ann | '' | RULE",
      })
  void saidOrNot(String question, @Nullable String rows, String sentence, Source source) {
    Excerpt found = excerpt(rows);
    Narration told = Narration.checked(sentence, question, found);
    assertEquals(source, told.source(), told.text());
    if (source == Source.MODEL) {
      assertEquals(sentence, told.text());
    }
  }

  @Test
  void byRule() {
    assertEquals("There are no such rows.", Narration.byRule(excerpt(null)).text());
    assertEquals("There is no value for that.", Narration.byRule(excerpt("NULL")).text());
    assertEquals("The answer is 7.", Narration.byRule(excerpt("7")).text());
    assertEquals("The answer is Ann: 7.", Narration.byRule(excerpt("Ann,7")).text());
    assertEquals(
        "There are 2 rows: Ann: 7; and Bob, no value.",
        Narration.byRule(excerpt("Ann,7;Bob,NULL")).text());
    Excerpt cut = new Excerpt(List.of("n"), List.of(List.of("a"), List.of("b")), true);
    assertEquals(
        "There are more than 2 rows, the first of which are a; and b.",
        Narration.checked("a and b.", "q", cut).text());
  }

  /** Whatever the model says, no number gets through that is neither asked nor found. */
  @Property(tries = 500)
  void noOtherNumberIsTold(@ForAll int found, @ForAll int said) {
    Narration told =
        Narration.checked("It is " + said + ".", "how many", excerpt(Integer.toString(found)));
    boolean same = Math.abs((long) said) == Math.abs((long) found);
    assertTrue(told.source() == (same ? Source.MODEL : Source.RULE), told.text());
  }
}
