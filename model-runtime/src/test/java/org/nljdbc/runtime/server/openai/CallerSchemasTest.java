package org.nljdbc.runtime.server.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

class CallerSchemasTest {

  private long now;

  private CallerSchemas schemas(long most, long mostOfCaller) {
    return new CallerSchemas(most, mostOfCaller, () -> now);
  }

  /** A schema of 100 columns. */
  private static Schema schema(String table) {
    List<Column> columns =
        IntStream.range(0, 100)
            .mapToObj(i -> new Column("c" + i, "", true, false, null, List.of()))
            .toList();
    return Schema.of(
        Dialect.OTHER,
        "other",
        new IdentifierRules(IdentifierRules.Fold.INSENSITIVE, false, "\""),
        null,
        null,
        List.of(new Table(table, false, null, columns, List.of(), List.of(), List.of())));
  }

  @Test
  void whoSendsManyPushesOutTheirOwn() {
    CallerSchemas schemas = schemas(100_000, 2_000);
    Schema anns = schema("of_ann");
    schemas.keep("ann", "a", anns);
    for (int i = 0; i < 1_000; i++) {
      schemas.keep("bob", "b" + i, schema("of_bob"));
    }
    assertEquals(anns, schemas.find("ann", "a"));
    assertNotNull(schemas.find("bob", "b999"));
    assertNull(schemas.find("bob", "b0"));
    long bobs = IntStream.range(0, 1_000).filter(i -> schemas.find("bob", "b" + i) != null).count();
    assertEquals(2_000 / 201, bobs);
  }

  @Test
  void whereManyFillTheRoomWhoKeepsMostGivesWay() {
    CallerSchemas schemas = schemas(1_000, 700);
    schemas.keep("ann", "a", schema("of_ann")); // the oldest of all
    for (String other : List.of("bob", "cid")) {
      for (int i = 0; i < 3; i++) {
        schemas.keep(other, other + i, schema("t"));
      }
    }
    assertNotNull(schemas.find("ann", "a"));
    assertNotNull(schemas.find("cid", "cid2"));
    assertNull(schemas.find("bob", "bob0"));
  }

  @Test
  void whatIsUsedStays() {
    CallerSchemas schemas = schemas(100_000, 700);
    for (int i = 0; i < 20; i++) {
      schemas.keep("bob", "b" + i, schema("t"));
      assertNotNull(schemas.find("bob", "b0"));
    }
  }

  @Test
  void oneThatIsLargerThanTheShareIsKeptAlone() {
    CallerSchemas schemas = schemas(100_000, 150);
    schemas.keep("bob", "small", schema("t"));
    schemas.keep("bob", "large", schema("t"));
    assertNull(schemas.find("bob", "small"));
    assertNotNull(schemas.find("bob", "large"));
  }

  @Test
  void nobodyKnowsWhatOthersHaveSent() {
    CallerSchemas schemas = schemas(100_000, 2_000);
    schemas.keep("ann", "a", schema("t"));
    assertNull(schemas.find("bob", "a"));
  }

  @Test
  void ofAllTheOldestGoesWhereTheRoomIsShort() {
    CallerSchemas schemas = schemas(1_000, 500);
    for (String caller : List.of("ann", "bob", "cy", "dan", "eve")) {
      schemas.keep(caller, "a", schema("t"));
    }
    assertNull(schemas.find("ann", "a"));
    assertNotNull(schemas.find("bob", "a"));
    assertNotNull(schemas.find("eve", "a"));
  }

  @Test
  void whatNobodyUsesIsForgotten() {
    CallerSchemas schemas = schemas(100_000, 2_000);
    schemas.keep("ann", "a", schema("t"));
    schemas.keep("ann", "b", schema("t"));
    now += Duration.ofHours(7).toNanos();
    assertNotNull(schemas.find("ann", "b"));
    now += Duration.ofHours(7).toNanos();
    assertNull(schemas.find("ann", "a"));
    assertNotNull(schemas.find("ann", "b"));
  }
}
