package org.nljdbc.prompt;

import java.util.ArrayList;
import java.util.List;
import org.nljdbc.schema.Schema;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.Prompt.Message;
import org.nljdbc.spi.Prompt.Role;
import org.nljdbc.values.ValueHit;

/** For plain instruct models: the schema as CREATE TABLE text, the question, SQL at once. */
public final class DirectProfile implements PromptProfile {

  /** Its name. */
  public static final String NAME = "direct";

  private final DirectStyle style;

  /**
   * Makes a profile.
   *
   * @param style its parts
   */
  public DirectProfile(DirectStyle style) {
    this.style = style;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Prompt prompt(Question question, List<FailedTry> failed) {
    List<Message> messages = new ArrayList<>();
    messages.add(new Message(Role.SYSTEM, system(question.schema())));
    addExamples(question, messages);
    messages.add(new Message(Role.USER, user(question)));
    for (FailedTry attempt : failed) {
      messages.add(answer(question.shown(attempt.sql())));
      messages.add(
          new Message(
              Role.USER,
              "That does not work. "
                  + question.shown(attempt.problem())
                  + " Write another, corrected statement for the same question: "
                  + question.shown(question.text())));
    }
    return new Prompt(messages, answerPrefix(question.effect()));
  }

  /**
   * Examples as turns that went before, the nearest last: behind the schema, so that what is kept
   * of it serves all questions.
   */
  private static void addExamples(Question question, List<Message> messages) {
    List<Example> examples = question.shownExamples();
    for (int i = examples.size() - 1; i >= 0; i--) {
      messages.add(new Message(Role.USER, examples.get(i).question()));
      messages.add(answer(examples.get(i).sql()));
    }
  }

  private static Message answer(String sql) {
    return new Message(Role.ASSISTANT, "```sql\n" + sql + "\n```");
  }

  private String answerPrefix(Effect effect) {
    return effect.writes() ? "```sql\n" + effect.beginning() : style.answerPrefix();
  }

  @Override
  public Prompt opening(Schema schema) {
    return new Prompt(List.of(new Message(Role.SYSTEM, system(schema))), "");
  }

  private String system(Schema schema) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(style.instruction(), schema.dialect().title()));
    if (style.notes()) {
      text.append(' ').append(DialectNotes.of(schema));
    }
    SchemaText.Form form = new SchemaText.Form(style.comments(), style.sampleValues());
    return text.append("\n\n").append(SchemaText.of(schema, form)).toString().strip();
  }

  private String user(Question question) {
    StringBuilder text = new StringBuilder();
    question.shownTerms().forEach(term -> text.append("-- ").append(term).append('\n'));
    for (ValueHit hit : style.valueHits() ? question.shownHits() : List.<ValueHit>of()) {
      text.append("-- ")
          .append(name(question, hit.table()))
          .append('.')
          .append(name(question, hit.column()))
          .append(" holds '")
          .append(hit.value().replace("'", "''"))
          .append("'\n");
    }
    return text.append(goingOn(question))
        .append(toWrite(question.effect()))
        .append(question.shown(question.text()))
        .toString();
  }

  /**
   * What a question goes on from. A small model that sees a dialogue answers its last line as if it
   * stood alone; of eight wordings this one kept most of what was said before (docs/accuracy.md).
   */
  private static String goingOn(Question question) {
    List<Turn> earlier = question.earlier();
    if (earlier.isEmpty()) {
      return "";
    }
    Turn last = earlier.get(earlier.size() - 1);
    String line = (last.question() + ": " + last.sql()).replaceAll("\\s+", " ");
    return "-- " + line + "\nThe same statement, but ";
  }

  /** The system message, which says SELECT, stays the same: it is read already. */
  private static String toWrite(Effect effect) {
    return switch (effect) {
      case READ -> "";
      case INSERT -> "Answer with one INSERT INTO statement that names its columns. ";
      case UPDATE -> "Answer with one UPDATE statement. ";
      case DELETE -> "Answer with one DELETE FROM statement. ";
    };
  }

  /** A name in the case of the schema's text, without quotes. */
  private static String name(Question question, String stored) {
    String shown = question.schema().rules().shown(stored);
    return shown.equalsIgnoreCase(stored) ? shown : stored;
  }

  @Override
  public List<String> stops() {
    return List.of("```", ";");
  }

  @Override
  public int answerTokens(int setting) {
    return setting;
  }

  @Override
  public boolean thinks() {
    return false;
  }
}
