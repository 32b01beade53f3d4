package org.nljdbc.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.atMost;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.Prompt;

class SchemaFitTest {

  private static final PromptProfile DIRECT = PromptProfile.named("direct");

  private static Column column(String name, String type) {
    return new Column(name, type, true, type.equals("text"), null, List.of());
  }

  private static Question question(String text, Schema schema) {
    return new Question(text, schema, List.of());
  }

  private static List<String> names(Schema schema) {
    return schema.tables().stream().map(Table::name).toList();
  }

  private static String system(Prompt prompt) {
    return prompt.messages().get(0).text();
  }

  private static LanguageModel countingModel() throws LanguageModelException {
    LanguageModel model = mock(LanguageModel.class);
    when(model.info()).thenReturn(new ModelInfo("counter", "1", "direct", 8192, "nowhere"));
    when(model.countTokens(any()))
        .thenAnswer(
            call ->
                call.<Prompt>getArgument(0).messages().stream()
                    .mapToInt(message -> message.text().length() / 4)
                    .sum());
    return model;
  }

  private static Schema wide(int tables) {
    List<Table> all = new ArrayList<>();
    for (int i = 0; i < tables; i++) {
      List<ForeignKey> from = new ArrayList<>();
      if (i > 0) {
        from.add(new ForeignKey("thing" + i, List.of("prev_id"), "thing" + (i - 1), List.of("id")));
      }
      List<ForeignKey> to = new ArrayList<>();
      if (i + 1 < tables) {
        to.add(new ForeignKey("thing" + (i + 1), List.of("prev_id"), "thing" + i, List.of("id")));
      }
      List<Column> columns =
          List.of(
              column("id", "integer"), column("prev_id", "integer"), column("colour" + i, "text"));
      all.add(new Table("thing" + i, false, null, columns, List.of("id"), from, to));
    }
    return Schema.of(Dialect.SQLITE, "x", IdentifierRules.INSENSITIVE, null, null, all);
  }

  @Test
  void aSchemaThatFitsIsNotTouched() throws LanguageModelException {
    Question whole = question("colour5?", wide(10));
    SchemaFit.Fitted fitted =
        new SchemaFit(countingModel(), DIRECT, 100_000, 0, new OpeningMemory()).fit(whole);
    assertEquals(whole, fitted.question());
    assertEquals(List.of(), fitted.notes());
  }

  @Test
  void tablesThatTheQuestionNamesAndTheirBridgesStay() throws LanguageModelException {
    Question whole = question("compare colour40 with colour42 of each", wide(60));
    SchemaFit.Fitted fitted =
        new SchemaFit(countingModel(), DIRECT, 300, 0, new OpeningMemory()).fit(whole);
    List<String> kept = fitted.question().schema().tables().stream().map(Table::name).toList();
    assertTrue(kept.containsAll(List.of("thing40", "thing41", "thing42")), kept.toString());
    assertTrue(kept.size() < 20, kept.toString());
    assertEquals(1, fitted.notes().size());
    String note = fitted.notes().get(0);
    assertTrue(note.startsWith((60 - kept.size()) + " of 60 tables were left out"), note);
    assertTrue(note.contains("and " + (60 - kept.size() - 10) + " more"), note);
    // No key may lead to a table that the model does not see.
    fitted.question().schema().tables().stream()
        .flatMap(table -> table.foreignKeys().stream())
        .forEach(key -> assertTrue(kept.contains(key.toTable())));
  }

  @Test
  void aTableThatIsTooWideLosesColumns() throws LanguageModelException {
    List<Column> columns =
        IntStream.range(0, 400).mapToObj(i -> column("column_number_" + i, "integer")).toList();
    Table table = new Table("t", false, null, columns, List.of(), List.of(), List.of());
    Schema schema =
        Schema.of(Dialect.SQLITE, "x", IdentifierRules.INSENSITIVE, null, null, List.of(table));
    Question whole = question("sum of 333", schema);
    SchemaFit.Fitted fitted =
        new SchemaFit(countingModel(), DIRECT, 400, 0, new OpeningMemory()).fit(whole);
    List<String> kept =
        fitted.question().schema().tables().get(0).columns().stream().map(Column::name).toList();
    assertTrue(kept.contains("column_number_333"), kept.toString());
    assertTrue(fitted.notes().get(0).contains("of the 400 columns of table t"));
  }

  @Test
  void nothingFitsIsSaid() throws LanguageModelException {
    SchemaFit fit = new SchemaFit(countingModel(), DIRECT, 20, 0, new OpeningMemory());
    LanguageModelException e =
        assertThrows(LanguageModelException.class, () -> fit.fit(question("q", wide(3))));
    assertEquals(LanguageModelException.Kind.TOO_LONG, e.kind());
  }

  @Test
  void promptsAboutOneSchemaBeginWithTheSameTables() throws LanguageModelException {
    Schema schema = wide(60);
    SchemaFit fit = new SchemaFit(countingModel(), DIRECT, 500, 200, new OpeningMemory());
    List<String> common = names(fit.common(schema));
    assertTrue(common.size() >= 3, common.toString());
    for (int wanted : List.of(40, 50)) {
      SchemaFit.Fitted fitted = fit.fit(question("colour" + wanted, schema));
      List<String> shown = names(fitted.question().schema());
      assertEquals(common, shown.subList(0, common.size()));
      assertTrue(shown.contains("thing" + wanted), shown.toString());
      // What room is left goes to more of the common ones, not to others.
      List<String> last = shown.subList(shown.size() - 3, shown.size());
      List<String> near =
          IntStream.rangeClosed(-1, 1).mapToObj(i -> "thing" + (wanted + i)).toList();
      assertEquals(near, last, "what is wanted, and what keys join to it");
      assertTrue(shown.size() > common.size() + 3, shown.toString());
      assertTrue(
          system(DIRECT.prompt(fitted.question(), List.of()))
              .startsWith(system(DIRECT.opening(fit.common(schema)))));
    }
    // One that asks for a common table has none twice.
    List<String> shown = names(fit.fit(question("colour0", schema)).question().schema());
    assertEquals(names(fit.common(schema)), shown.subList(0, common.size()));
    assertEquals(shown.size(), shown.stream().distinct().count());
  }

  /** As a model at a server does whose counting fails once. */
  private static LanguageModel estimating(AtomicInteger times) throws LanguageModelException {
    LanguageModel exact = countingModel();
    LanguageModel model = mock(LanguageModel.class);
    when(model.info()).thenReturn(new ModelInfo("counter", "1", "direct", 8192, "nowhere"));
    when(model.countTokens(any()))
        .thenAnswer(call -> times.get() * exact.countTokens(call.getArgument(0)));
    return model;
  }

  @Test
  void anEstimateThatWasTooHighDoesNotCutSchemasForEver() throws LanguageModelException {
    List<Table> backwards = new ArrayList<>(wide(60).tables());
    Collections.reverse(backwards); // else the common order would be the schema's
    Question whole = question("colour5?", wide(60).with(backwards));
    int budget = countingModel().countTokens(DIRECT.prompt(whole, List.of())) + 10;
    for (int wrong : new int[] {2, 3}) {
      AtomicInteger times = new AtomicInteger(wrong);
      AtomicLong nanos = new AtomicLong();
      OpeningMemory memory = new OpeningMemory(nanos::get);
      SchemaFit fit = new SchemaFit(estimating(times), DIRECT, budget, budget / 2, memory);
      assertEquals(1, fit.fit(whole).notes().size(), "it did not seem to fit");
      times.set(1);
      if (wrong > 2) { // what is far beyond nobody doubts, for a while
        SchemaFit.Fitted still = fit.fit(whole);
        assertNotEquals(names(whole.schema()), names(still.question().schema()));
        assertEquals(List.of(), still.notes(), "all of it fits now, in another order");
        nanos.set(TimeUnit.MINUTES.toNanos(10));
      }
      SchemaFit.Fitted again = fit.fit(whole);
      assertEquals(List.of(), again.notes());
      assertEquals(whole, again.question());
    }
  }

  @Test
  void whatIsWantedGoesBeforeWhatIsCommon() throws LanguageModelException {
    List<Column> many =
        IntStream.range(0, 60).mapToObj(i -> column("figure_number_" + i, "integer")).toList();
    List<Table> tables = new ArrayList<>(wide(40).tables());
    tables.add(new Table("wanted", false, null, many, List.of(), List.of(), List.of()));
    Schema schema = Schema.of(Dialect.SQLITE, "x", IdentifierRules.INSENSITIVE, null, null, tables);
    SchemaFit fit = new SchemaFit(countingModel(), DIRECT, 550, 250, new OpeningMemory());
    List<String> shown = names(fit.fit(question("wanted figure", schema)).question().schema());
    assertTrue(shown.contains("wanted"), shown.toString());
    assertTrue(
        names(fit.common(schema)).stream().anyMatch(name -> !shown.contains(name)),
        shown.toString());
  }

  @Test
  void aLongQuestionHasTheRoomOfWhatIsCommon() throws LanguageModelException {
    SchemaFit fit = new SchemaFit(countingModel(), DIRECT, 500, 200, new OpeningMemory());
    for (String asked : List.of("", "colour40 ")) {
      Question longer = question(asked + "words ".repeat(200), wide(60));
      SchemaFit.Fitted fitted = fit.fit(longer);
      List<String> shown = names(fitted.question().schema());
      assertTrue(shown.size() < fit.common(wide(60)).tables().size(), shown.toString());
      assertTrue(asked.isEmpty() || shown.contains("thing40"), shown.toString());
    }
  }

  @Test
  void theMostReferredToIsCommonAndStandsBehindWhatItRefersTo() {
    Table hub = table("hub", List.of("root"), List.of("a", "b", "c"));
    Table root = table("root", List.of(), List.of("hub"));
    Table circle = table("circle", List.of("ring"), List.of("ring"));
    Table ring = table("ring", List.of("circle"), List.of("circle"));
    Schema schema =
        Schema.of(
            Dialect.SQLITE,
            "x",
            IdentifierRules.INSENSITIVE,
            null,
            null,
            List.of(
                table("a", List.of("hub"), List.of()),
                circle,
                table("b", List.of("hub"), List.of()),
                hub,
                table("c", List.of("hub", "gone"), List.of()),
                ring,
                root));
    assertEquals(
        List.of("root", "hub", "ring", "circle", "a", "b", "c"),
        CommonOrder.of(schema).stream().map(Table::name).toList());
  }

  private static Table table(String name, List<String> to, List<String> from) {
    return new Table(
        name,
        false,
        null,
        List.of(column("id", "integer"), column("note", "text")),
        List.of("id"),
        to.stream().map(other -> key(name, other)).toList(),
        from.stream().map(other -> key(other, name)).toList());
  }

  private static ForeignKey key(String from, String to) {
    return new ForeignKey(from, List.of("id"), to, List.of("id"));
  }

  @Test
  void whatIsRememberedChangesNoPromptAndSavesCounting() throws LanguageModelException {
    Schema schema = wide(300);
    OpeningMemory memory = new OpeningMemory();
    LanguageModel model = countingModel();
    SchemaFit remembering = new SchemaFit(model, DIRECT, 2_000, 1_000, memory);
    Question first = question("colour17 and colour211 of things", schema);
    remembering.fit(first);
    clearInvocations(model);
    Question second = question("colour42 of things", schema);
    SchemaFit.Fitted fitted = remembering.fit(second);
    verify(model, atMost(8)).countTokens(any());
    verify(model, never()).countTokens(argThat(prompt -> system(prompt).length() > 20_000));
    SchemaFit forgetful = new SchemaFit(model, DIRECT, 2_000, 1_000, new OpeningMemory());
    assertEquals(forgetful.fit(second), fitted);
    // One with another room is another one.
    SchemaFit narrower = new SchemaFit(model, DIRECT, 2_000, 300, memory);
    SchemaFit alone = new SchemaFit(model, DIRECT, 2_000, 300, new OpeningMemory());
    assertEquals(alone.fit(second), narrower.fit(second));
  }

  @Property(tries = 40)
  void asManyTablesAreShownAsFit(@ForAll long seed, @ForAll @IntRange(min = 20, max = 60) int count)
      throws LanguageModelException {
    Random random = new Random(seed);
    List<Table> tables = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Column> columns = new ArrayList<>();
      for (int c = 0; c <= random.nextInt(12); c++) {
        columns.add(column("c".repeat(1 + random.nextInt(20)) + c, "text"));
      }
      tables.add(new Table("thing" + i, false, null, columns, List.of(), List.of(), List.of()));
    }
    Schema schema = Schema.of(Dialect.SQLITE, "x", IdentifierRules.INSENSITIVE, null, null, tables);
    LanguageModel model = countingModel();
    int budget = 400;
    SchemaFit fit = new SchemaFit(model, DIRECT, budget, 150, new OpeningMemory());
    // No table is wanted: the first tables, as many as fit, and one more would not.
    List<Table> shown = fit.fit(question("?", schema)).question().schema().tables();
    assertEquals(names(schema).subList(0, shown.size()), shown.stream().map(Table::name).toList());
    for (int most : new int[] {shown.size(), Math.min(count, shown.size() + 1)}) {
      Prompt prompt = DIRECT.prompt(question("?", schema.with(tables.subList(0, most))), List.of());
      assertEquals(most == shown.size(), model.countTokens(prompt) <= budget);
    }
  }

  @Property(tries = 60)
  void everyPromptFitsAndBeginsAsAllDo(
      @ForAll long seed, @ForAll @IntRange(min = 30, max = 80) int count)
      throws LanguageModelException {
    Random random = new Random(seed);
    List<List<Integer>> to = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int below = i;
      int keys = below == 0 ? 0 : random.nextInt(3);
      to.add(random.ints(keys, 0, Math.max(1, below)).distinct().boxed().toList());
    }
    List<Table> tables = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int own = i;
      tables.add(
          table(
              "thing" + i,
              to.get(i).stream().map(other -> "thing" + other).toList(),
              IntStream.range(0, count)
                  .filter(other -> to.get(other).contains(own))
                  .mapToObj(other -> "thing" + other)
                  .toList()));
    }
    Collections.shuffle(tables, random);
    Schema schema = Schema.of(Dialect.SQLITE, "x", IdentifierRules.INSENSITIVE, null, null, tables);
    LanguageModel model = countingModel();
    SchemaFit fit = new SchemaFit(model, DIRECT, 400, 150, new OpeningMemory());
    String beginning = system(DIRECT.opening(fit.common(schema)));
    for (int i = 0; i < 3; i++) {
      int wanted = random.nextInt(count);
      Question fitted = fit.fit(question("thing" + wanted + "?", schema)).question();
      Prompt prompt = DIRECT.prompt(fitted, List.of());
      assertTrue(model.countTokens(prompt) <= 400);
      assertTrue(names(fitted.schema()).contains("thing" + wanted));
      assertTrue(system(prompt).startsWith(beginning), system(prompt));
      fitted
          .schema()
          .tables()
          .forEach(
              table ->
                  table
                      .foreignKeys()
                      .forEach(k -> assertTrue(names(fitted.schema()).contains(k.toTable()))));
    }
  }
}
