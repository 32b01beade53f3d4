package org.nljdbc.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.spi.Prompt;
import org.nljdbc.values.ValueIndex;

class PromptTest {

  private static Column column(String name, String type, String... samples) {
    return new Column(name, type, true, type.equals("text"), null, List.of(samples));
  }

  private static Schema schema() {
    ForeignKey key = new ForeignKey("pets", List.of("owner id"), "owners", List.of("id"));
    Table owners =
        new Table(
            "owners",
            false,
            "who keeps\npets",
            List.of(
                new Column("id", "integer", false, false, "number of the owner", List.of()),
                column("city", "text", "Rome", "San José", "O'Hara")),
            List.of("id"),
            List.of(),
            List.of(key));
    Table pets =
        new Table(
            "pets",
            false,
            null,
            List.of(column("owner id", "integer"), column("order", "integer"), column("x", "")),
            List.of("owner id", "order"),
            List.of(key),
            List.of());
    return Schema.of(
        Dialect.SQLITE, "SQLite 3", IdentifierRules.INSENSITIVE, null, null, List.of(owners, pets));
  }

  private static Question question(String text, Schema schema) {
    return new Question(text, schema, ValueIndex.of(schema).hits(text));
  }

  /** With a question that has all that may stand beside one. */
  @Test
  void everyPromptBeginsWithTheOpening() {
    for (String name : List.of("direct", "arctic-r1")) {
      PromptProfile profile = PromptProfile.named(name);
      List<Prompt.Message> opening = profile.opening(schema()).messages();
      Wording wording =
          new Wording("and in 2024?", 1, List.of(new Turn("pets?", "SELECT 1")), Effect.DELETE);
      for (Question question :
          List.of(
              new Question("how many pets?", schema(), List.of()),
              Question.of(wording, schema(), List.of(), List.of()))) {
        List<FailedTry> failed = List.of(new FailedTry("x", "SELECT 2", "no"));
        List<Prompt.Message> messages = profile.prompt(question, failed).messages();
        int last = opening.size() - 1;
        assertEquals(opening.subList(0, last), messages.subList(0, last));
        assertEquals(opening.get(last).role(), messages.get(last).role());
        String text = messages.get(last).text();
        String begun = opening.get(last).text();
        assertTrue(text.startsWith(begun), name);
        assertTrue(begun.contains("CREATE TABLE pets"), name);
        boolean system = opening.get(last).role() == Prompt.Role.SYSTEM;
        assertTrue(!system || text.equals(begun), name);
      }
    }
  }

  @Test
  void directShowsTheSchemaFirstAndTheQuestionLast() {
    Prompt prompt =
        PromptProfile.named("direct").prompt(question("how many pets?", schema()), List.of());
    assertEquals(
        """
        You translate questions into SQL for SQLite. Answer with one SELECT statement that uses \
        only the tables and columns below. Dates are text: use strftime('%Y', d) for parts of a \
        date, date('now') for today. Keep the quotes " around names that have them.

        -- who keeps pets
        CREATE TABLE owners (
          id integer PRIMARY KEY, -- number of the owner
          city text
        );

        CREATE TABLE pets (
          "owner id" integer,
          "order" integer,
          x,
          PRIMARY KEY ("owner id", "order"),
          FOREIGN KEY ("owner id") REFERENCES owners (id)
        );\
        """,
        prompt.messages().get(0).text());
    assertEquals("how many pets?", prompt.messages().get(1).text());
    assertEquals("```sql\nSELECT", prompt.answerPrefix());
    assertEquals(2, prompt.messages().size());
  }

  @Test
  void directNamesValuesThatTheQuestionNames() {
    Prompt prompt =
        PromptProfile.named("direct")
            .prompt(question("pets of people in san josé or rome", schema()), List.of());
    assertEquals(
        "-- owners.city holds 'San José'\n-- owners.city holds 'Rome'\n"
            + "pets of people in san josé or rome",
        prompt.messages().get(1).text());
  }

  @Test
  void directPartsCanBeChosen() {
    DirectStyle style = new DirectStyle("SQL for %s.", "", false, false, false, 2);
    Prompt prompt = new DirectProfile(style).prompt(question("in rome", schema()), List.of());
    String text = prompt.messages().get(0).text();
    assertTrue(text.startsWith("SQL for SQLite.\n\nCREATE TABLE owners ("), text);
    assertTrue(text.contains("city text -- such as 'Rome', 'San José'"), text);
    assertEquals("in rome", prompt.messages().get(1).text());
    assertEquals("", prompt.answerPrefix());
  }

  @Test
  void failedTriesBecomeTurns() {
    FailedTry failed = new FailedTry("```sql\nSELECT a", "SELECT a", "There is no column a.");
    Prompt direct = PromptProfile.named("direct").prompt(question("q", schema()), List.of(failed));
    assertEquals("```sql\nSELECT a\n```", direct.messages().get(2).text());
    assertEquals(
        "That does not work. There is no column a. Write another, corrected statement for the same"
            + " question: q",
        direct.messages().get(3).text());
    Prompt arctic =
        PromptProfile.named("arctic-r1").prompt(question("q", schema()), List.of(failed));
    assertEquals(4, arctic.messages().size());
    assertTrue(arctic.messages().get(3).text().contains("There is no column a."));
  }

  private static Question followUp() {
    List<Turn> earlier =
        List.of(
            new Turn("all\nowners", "SELECT * FROM owners"),
            new Turn("only ids", "SELECT id FROM owners"));
    String text = "those in rome";
    Wording wording = new Wording(text, 0, earlier);
    return Question.of(wording, schema(), List.of(), ValueIndex.of(schema()).hits(text));
  }

  @Test
  void directTellsWhatAQuestionGoesOnFrom() {
    assertEquals(
        "-- owners.city holds 'Rome'\n-- only ids: SELECT id FROM owners\n"
            + "The same statement, but those in rome",
        PromptProfile.named("direct").prompt(followUp(), List.of()).messages().get(1).text());
  }

  @Test
  void arcticTellsAllThatAQuestionGoesOnFrom() {
    String text =
        PromptProfile.named("arctic-r1").prompt(followUp(), List.of()).messages().get(1).text();
    assertTrue(
        text.contains(
            "Asked before: only ids\nAnswered by: SELECT id FROM owners\n"
                + "Asked now, going on from that: those in rome\n"),
        text);
    assertTrue(text.contains("Answered by: SELECT * FROM owners"), text);
  }

  @Test
  void arcticHasItsPublishedForm() {
    Prompt prompt =
        PromptProfile.named("arctic-r1").prompt(question("who is in Rome?", schema()), List.of());
    assertTrue(
        prompt.messages().get(0).text().startsWith("You are a data science expert. Below, you"));
    assertEquals(
        """
        Database Engine:
        SQLite

        Database Schema:
        CREATE TABLE owners (
            id integer, -- number of the owner
            city text, -- example: ['Rome', 'San José']
            PRIMARY KEY (id)
        );

        CREATE TABLE pets (
            `owner id` integer,
            `order` integer,
            x text,
            PRIMARY KEY (`owner id`, `order`),
            CONSTRAINT fk_pets_owner_id FOREIGN KEY (`owner id`) REFERENCES owners (id)
        );
        This schema describes the database's structure, including tables, columns, primary keys, \
        foreign keys, and any relevant relationships or constraints.

        Question:
        who is in Rome?

        Instructions:
        - Make sure you only output the information that is asked in the question. If the question \
        asks for a specific column, make sure to only include that column in the SELECT clause, \
        nothing more.
        - The generated query should return all of the information asked in the question without \
        any missing or extra information.
        - Before generating the final SQL query, please think through the steps of how to write the \
        query.

        Output Format:
        Please provide a detailed chain-of-thought reasoning process and include your thought \
        process within `<think>` tags. Your final answer should be enclosed within `<answer>` tags.

        Ensure that your SQL query follows the correct syntax and is formatted as follows:

        ```sql
        -- Your SQL query here
        ```

        Example format:
        <think> Step-by-step reasoning, including self-reflection and corrections if necessary. \
        [Limited by 4K tokens] </think>
        <answer> Summary of the thought process leading to the final SQL query. [Limited by 1K \
        tokens]

        ```sql
        Correct SQL query here
        ```
        </answer>\
        """,
        prompt.messages().get(1).text());
    assertEquals("Let me solve this step by step. \n<think>", prompt.answerPrefix());
  }

  @Test
  void profilesAreFoundByName() {
    assertInstanceOf(ArcticProfile.class, PromptProfile.named("arctic-r1"));
    assertEquals("arctic-r1", PromptProfile.named("arctic-r1").name());
    assertEquals("direct", PromptProfile.named("something new").name());
    assertEquals(300, PromptProfile.named("direct").answerTokens(300));
    assertEquals(4096, PromptProfile.named("arctic-r1").answerTokens(300));
    assertEquals(List.of("```", ";"), PromptProfile.named("direct").stops());
  }

  @Test
  void everyDialectHasItsNotes() {
    for (Dialect dialect : Dialect.values()) {
      Schema other =
          Schema.of(
              dialect,
              "x",
              IdentifierRules.INSENSITIVE,
              null,
              null,
              List.of(new Table("t", false, null, List.of(), List.of(), List.of(), List.of())));
      assertFalse(DialectNotes.of(other).isBlank());
      assertFalse(DialectNotes.of(other).contains("quotes"));
    }
  }
}
