package org.nljdbc.prompt;

import java.util.List;
import org.nljdbc.schema.Schema;
import org.nljdbc.spi.Prompt;

/** How one family of models wants to be asked, and where its answer ends. */
public interface PromptProfile {

  /** Name, as in {@link org.nljdbc.spi.ModelInfo#promptProfile()}. */
  String name();

  /**
   * Builds the prompt: what stays the same between questions first, the question last, then earlier
   * tries and what was wrong with them.
   *
   * @param question the question and the schema
   * @param failed earlier tries, oldest first
   * @return the prompt
   */
  Prompt prompt(Question question, List<FailedTry> failed);

  /**
   * What the prompts of all questions about a schema begin with: every message that is the same,
   * and the last one as far as it is.
   *
   * @param schema the tables that the model sees
   * @return a prompt without an answer's beginning
   */
  Prompt opening(Schema schema);

  /** Strings that end an answer. */
  List<String> stops();

  /**
   * How many tokens an answer may have.
   *
   * @param setting what the user allows a direct answer, in tokens
   * @return at least {@code setting}; more for a model that thinks before it answers
   */
  int answerTokens(int setting);

  /** Whether the model thinks at length before it answers. */
  boolean thinks();

  /**
   * The profile of that name.
   *
   * @param name a name as a model gives it
   * @return the profile; the direct one if the name is unknown
   */
  static PromptProfile named(String name) {
    return name.equals(ArcticProfile.NAME)
        ? new ArcticProfile()
        : new DirectProfile(DirectStyle.DEFAULT);
  }
}
