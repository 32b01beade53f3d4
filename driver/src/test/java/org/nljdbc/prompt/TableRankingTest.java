package org.nljdbc.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.values.ValueHit;

/** Which tables come first for a question. */
class TableRankingTest {

  private static Table table(String name, String... columns) {
    List<Column> all =
        Stream.of(columns)
            .map(column -> new Column(column, "text", true, true, null, List.of()))
            .toList();
    return new Table(name, false, null, all, List.of(), List.of(), List.of());
  }

  private static Schema schema(List<Table> tables) {
    return Schema.of(Dialect.SQLITE, "x", IdentifierRules.INSENSITIVE, null, null, tables);
  }

  private static List<String> ranked(Schema schema, String question, ValueHit... hits) {
    return TableRanking.of(new Question(question, schema, List.of(hits))).tables().stream()
        .map(Table::name)
        .toList();
  }

  private static List<Table> filler(int count) {
    List<Table> tables = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tables.add(table("log_" + i, "id", "name", "status", "created"));
    }
    return tables;
  }

  @Test
  void aRareWordCountsMoreThanOneThatManyTablesHave() {
    List<Table> tables = filler(30);
    tables.add(table("t", "id", "salary"));
    assertEquals("t", ranked(schema(tables), "name and status by salary").get(0));
  }

  @Test
  void formsOfAWordAndSpellingsOfANameAreTheSame() {
    List<Table> tables = filler(10);
    tables.add(table("TeacherAssignments", "id"));
    tables.add(table("UserAccts", "id"));
    tables.add(table("countries", "id"));
    Schema schema = schema(tables);
    assertEquals("TeacherAssignments", ranked(schema, "who teaches what?").get(0));
    assertEquals("UserAccts", ranked(schema, "How many users are there?").get(0));
    assertEquals("countries", ranked(schema, "Which country is it?").get(0));
  }

  @Test
  void aNameWithoutBordersIsFoundByItsParts() {
    List<Table> tables = filler(10);
    tables.add(table("useracct", "uid"));
    tables.add(table("orders2024", "oid"));
    assertEquals("useracct", ranked(schema(tables), "what each user wrote").get(0));
    assertEquals("orders2024", ranked(schema(tables), "How many orders in 2024?").get(0));
  }

  @Test
  void tablesThatKeysJoinComeAlong() {
    List<Table> tables = filler(20);
    ForeignKey toStudent =
        new ForeignKey("member_of", List.of("student_id"), "people_x", List.of("id"));
    ForeignKey toClub = new ForeignKey("member_of", List.of("club_id"), "club", List.of("id"));
    tables.add(
        new Table(
            "people_x",
            false,
            null,
            table("x", "id").columns(),
            List.of("id"),
            List.of(),
            List.of(toStudent)));
    tables.add(
        new Table(
            "member_of",
            false,
            null,
            table("x", "student_id", "club_id").columns(),
            List.of(),
            List.of(toStudent, toClub),
            List.of()));
    tables.add(
        new Table(
            "club",
            false,
            null,
            table("x", "id").columns(),
            List.of("id"),
            List.of(),
            List.of(toClub)));
    List<String> first = ranked(schema(tables), "who is in the Chess Club?").subList(0, 3);
    assertEquals(List.of("club", "member_of", "people_x"), first);
  }

  @Test
  void aStoredValuePointsAtItsTable() {
    List<Table> tables = filler(20);
    tables.add(table("zz", "label"));
    List<String> ranked =
        ranked(schema(tables), "Is Bootup there?", new ValueHit("zz", "label", "Bootup"));
    assertEquals("zz", ranked.get(0));
  }

  @Test
  void nothingToTellKeepsTheOrderOfTheSchema() {
    Schema schema = schema(filler(12));
    List<String> names = schema.tables().stream().map(Table::name).toList();
    assertEquals(names, ranked(schema, "hm?"));
    assertTrue(ranked(schema(List.of()), "hm?").isEmpty());
  }
}
