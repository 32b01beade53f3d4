package org.nljdbc.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ValueIndexTest {

  private final ValueIndex index =
      new Known()
          .column("t.state", "TX", "NY", "São Paulo", "cat", "cats")
          .called("t.state", "TX", "texas", "lone star state")
          .index();

  @Test
  void whatDiffersInMarksOnlyOrIsCalledSoIsTheSame() {
    assertEquals(List.of("São Paulo"), index.same("t", "state", "sao-paulo"));
    assertEquals(List.of("TX"), index.same("t", "state", "Texas"));
    assertEquals(List.of("cat"), index.same("t", "state", "Cat"));
    assertEquals(List.of(), index.same("t", "state", "tex"));
    assertEquals(List.of(), index.same("t", "other", "Texas"));
    assertEquals(List.of(), index.same("t", "state", "%"));
  }

  @Test
  void theNearestAreToldBySynonymsToo() {
    assertEquals("TX", index.nearest("t", "state", "Texsa", List.of(), 3).get(0));
    assertEquals("cat", index.nearest("t", "state", "catz", List.of("catzz"), 2).get(1));
    assertEquals(List.of("x"), index.nearest("t", "none", "y", List.of("x"), 3));
    assertEquals(List.of(), index.nearest("t", "none", "y", List.of(), 3));
  }

  @Test
  void itKnowsOfWhichColumnsItKnowsAll() {
    assertTrue(index.knowsAll("t", "state"));
    assertFalse(index.knowsAll("t", "none"));
    assertFalse(ValueIndex.NONE.knowsAll("t", "state"));
    assertEquals(List.of(), ValueIndex.NONE.hits("texas"));
  }
}
