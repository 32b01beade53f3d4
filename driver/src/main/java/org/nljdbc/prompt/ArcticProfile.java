package org.nljdbc.prompt;

import java.util.ArrayList;
import java.util.List;
import org.nljdbc.schema.Schema;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.Prompt.Message;
import org.nljdbc.spi.Prompt.Role;

/**
 * The published form for Arctic-Text2SQL-R1: it thinks first, and its last fenced block is the
 * answer (snowflakedb/ArcticTraining, projects/arctic_text2sql_r1).
 */
public final class ArcticProfile implements PromptProfile {

  /** Its name. */
  public static final String NAME = "arctic-r1";

  private static final int THINKING_TOKENS = 4096;

  private static final String SYSTEM =
      "You are a data science expert. Below, you are provided with a database schema and a natural"
          + " language question. Your task is to understand the schema and generate a valid SQL"
          + " query to answer the question.";

  private static final String USER =
      """
      Database Engine:
      %s

      Database Schema:
      %s
      This schema describes the database's structure, including tables, columns, primary keys, \
      foreign keys, and any relevant relationships or constraints.

      Question:
      """;

  private static final String AFTER_QUESTION =
      """


      Instructions:
      - Make sure you only output the information that is asked in the question. If the question \
      asks for a specific column, make sure to only include that column in the SELECT clause, \
      nothing more.
      - The generated query should return all of the information asked in the question without any \
      missing or extra information.
      - Before generating the final SQL query, please think through the steps of how to write the \
      query.

      Output Format:
      Please provide a detailed chain-of-thought reasoning process and include your thought process \
      within `<think>` tags. Your final answer should be enclosed within `<answer>` tags.

      Ensure that your SQL query follows the correct syntax and is formatted as follows:

      ```sql
      -- Your SQL query here
      ```

      Example format:
      <think> Step-by-step reasoning, including self-reflection and corrections if necessary. \
      [Limited by 4K tokens] </think>
      <answer> Summary of the thought process leading to the final SQL query. [Limited by 1K tokens]

      ```sql
      Correct SQL query here
      ```
      </answer>
      """;

  private static final String ANSWER_PREFIX = "Let me solve this step by step. \n<think>";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Prompt prompt(Question question, List<FailedTry> failed) {
    String user = user(question) + withContext(question) + AFTER_QUESTION;
    List<Message> messages = new ArrayList<>();
    messages.add(new Message(Role.SYSTEM, SYSTEM));
    messages.add(new Message(Role.USER, user.strip()));
    for (FailedTry attempt : failed) {
      messages.add(
          new Message(
              Role.ASSISTANT,
              "<answer>\n\n```sql\n" + question.shown(attempt.sql()) + "\n```\n</answer>"));
      messages.add(
          new Message(
              Role.USER,
              "That query does not work. "
                  + question.shown(attempt.problem())
                  + " Think again and answer the same question in the same format."));
    }
    return new Prompt(messages, ANSWER_PREFIX);
  }

  @Override
  public Prompt opening(Schema schema) {
    Question any = Question.of(Wording.of(""), schema, List.of(), List.of());
    return new Prompt(
        List.of(new Message(Role.SYSTEM, SYSTEM), new Message(Role.USER, user(any))), "");
  }

  /** The message up to the question. */
  private static String user(Question question) {
    return USER.formatted(question.schema().dialect().title(), ArcticSchemaText.of(question));
  }

  /**
   * The question, behind what a glossary says, examples, and what the question goes on from: the
   * form has one place for all.
   */
  private static String withContext(Question question) {
    StringBuilder text = new StringBuilder();
    List<String> terms = question.shownTerms();
    if (!terms.isEmpty()) {
      text.append(String.join("; ", terms)).append('\n');
    }
    List<Example> examples = question.shownExamples();
    for (int i = examples.size() - 1; i >= 0; i--) {
      text.append("A question like it: ").append(examples.get(i).question()).append('\n');
      text.append("Answered by: ").append(examples.get(i).sql()).append('\n');
    }
    if (!examples.isEmpty()) {
      text.append("To be answered now: ");
    }
    for (Turn turn : question.earlier()) {
      text.append("Asked before: ").append(turn.question()).append('\n');
      text.append("Answered by: ").append(turn.sql()).append('\n');
    }
    if (!question.earlier().isEmpty()) {
      text.append("Asked now, going on from that: ");
    }
    if (question.effect().writes()) {
      text.append("To be changed in the data, by one INSERT, UPDATE or DELETE of one table: ");
    }
    return text.append(question.shown(question.text())).toString();
  }

  @Override
  public List<String> stops() {
    return List.of("</answer>");
  }

  @Override
  public int answerTokens(int setting) {
    return Math.max(setting, THINKING_TOKENS);
  }

  @Override
  public boolean thinks() {
    return true;
  }
}
