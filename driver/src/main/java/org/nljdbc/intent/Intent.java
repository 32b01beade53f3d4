package org.nljdbc.intent;

import org.nljdbc.schema.Schema;

/**
 * What a question wants, as far as that can be told without a model. What is in doubt is about
 * data: only texts that are known as a whole are anything else, and not if one of their words could
 * be a name of the schema.
 */
public sealed interface Intent {

  /** Rows, or what can be worked out from them: a matter for the model. */
  record AboutData() implements Intent {}

  /**
   * A change of data or schema.
   *
   * @param verb the verb that says so, in lower case, such as {@code delete}
   */
  record Write(String verb) implements Intent {}

  /**
   * The schema itself.
   *
   * @param request what about it
   */
  record AboutSchema(SchemaRequest request) implements Intent {}

  /**
   * A table that is none of the schema's.
   *
   * @param name its name, as the question has it
   */
  record OutOfSight(String name) implements Intent {}

  /**
   * Nothing that a database can answer.
   *
   * @param reason what it is instead, as a sentence without its full stop
   */
  record Unanswerable(String reason) implements Intent {}

  /**
   * Recognises a question.
   *
   * @param question the question
   * @param schema the schema that it is asked of
   * @return what it wants
   */
  static Intent of(String question, Schema schema) {
    Words words = Words.of(question);
    if (words.areNone()) {
      return new Unanswerable("It has no words");
    }
    boolean simple = SmallTalk.mayBe(words) || SchemaQuestions.mayBe(words) || Writes.mayBe(words);
    if (!simple) {
      return new AboutData();
    }
    SchemaNames names = new SchemaNames(schema);
    SchemaNames.Marked marked = names.mark(words);
    String reason = SmallTalk.reason(marked.text(), names);
    if (reason != null) {
      return new Unanswerable(reason);
    }
    SchemaRequest request = SchemaQuestions.request(marked);
    boolean found =
        !(request instanceof SchemaRequest.Find)
            || !SchemaAnswer.to(request, schema).rows().isEmpty();
    if (request != null && found) {
      return new AboutSchema(request);
    }
    if (SchemaQuestions.isOfItself(marked, schema)) {
      return new AboutSchema(new SchemaRequest.Tables(false));
    }
    String elsewhere = SchemaQuestions.elsewhere(marked, schema);
    if (elsewhere != null) {
      return new OutOfSight(elsewhere);
    }
    String verb = Writes.verb(marked.text(), words.asking());
    return verb == null ? new AboutData() : new Write(verb);
  }

  /**
   * Whether a question may be about the schema, to be told before one is read. Cheap.
   *
   * @param question the question
   * @return false if {@link #of} gives {@link AboutSchema} with no schema
   */
  static boolean mayBeAboutSchema(String question) {
    return SchemaQuestions.mayBe(Words.of(question));
  }

  /**
   * Whether a question may be a request to write, to be told before a schema is read. Cheap.
   *
   * @param question the question
   * @return false if {@link #of} gives {@link Write} with no schema
   */
  static boolean mayWrite(String question) {
    return Writes.mayBe(Words.of(question));
  }

  /**
   * The word that a request begins with, politeness aside.
   *
   * @param question the request
   * @return the word in lower case; empty if there is none
   */
  static String writingVerb(String question) {
    return Writes.firstWord(Words.of(question));
  }
}
