package org.nljdbc.runtime.lessons;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.Prompt.Message;
import org.nljdbc.spi.Prompt.Role;
import org.nljdbc.spi.Sampling;

/**
 * Has a model say a question in other words. Whether they still mean the same, nobody knows yet:
 * who asks the database is to find out. Only what cannot be right is left out here.
 */
public final class Rewording {

  private static final int CANDIDATES = 3;
  private static final int MOST_TOKENS = 60;
  private static final int LONGEST = 200;
  private static final double TEMPERATURE = 0.8;

  private static final Pattern LITERAL =
      Pattern.compile("'((?:[^']|'')*)'|\\b(\\d+(?:\\.\\d+)?)\\b");
  private static final Pattern ONE_ROW = Pattern.compile("(?i)\\b(LIMIT|FIRST)\\s+1\\b.*$");

  /** What is wanted, shown rather than said, since small models follow examples. */
  private static final List<Message> OPENING =
      List.of(
          new Message(
              Role.SYSTEM,
              "You say questions in other words. Names, numbers and values stay as they are. You"
                  + " answer with the question alone."),
          new Message(Role.USER, "How many singers are there for each country?"),
          new Message(Role.ASSISTANT, "Count the singers of every country."),
          new Message(Role.USER, "Show the title of the books with the highest price."),
          new Message(Role.ASSISTANT, "What is the title of the most expensive book?"),
          new Message(Role.USER, "What are the name of students with city Paris?"),
          new Message(Role.ASSISTANT, "Which students live in the city Paris? Give their name."));

  private final LanguageModel model;
  private final long seed;

  /**
   * Makes it.
   *
   * @param model says it
   * @param seed the same seed gives the same words, as far as the model goes
   */
  public Rewording(LanguageModel model, long seed) {
    this.model = model;
    this.seed = seed;
  }

  /**
   * Says a question in other words.
   *
   * @param lesson the question and its SQL, whose values must stand in what is said
   * @return different questions, the likeliest first; perhaps none
   * @throws LanguageModelException if the model fails
   */
  public List<String> of(Lesson lesson) throws LanguageModelException {
    List<Message> messages = new ArrayList<>(OPENING);
    messages.add(new Message(Role.USER, lesson.question()));
    GenerationRequest request =
        GenerationRequest.builder(new Prompt(messages, ""), MOST_TOKENS)
            .candidates(CANDIDATES)
            .sampling(Sampling.of(TEMPERATURE, seed + lesson.question().hashCode()))
            .stop(List.of("\n"))
            .build();
    Set<String> said = new LinkedHashSet<>();
    for (Candidate candidate : model.generate(request, Cancellation.NEVER).candidates()) {
      String text = candidate.text().strip();
      if (candidate.finish() == Candidate.Finish.STOP && isAnother(text, lesson)) {
        said.add(text);
      }
    }
    return List.copyOf(said);
  }

  private static boolean isAnother(String text, Lesson lesson) {
    boolean asks = text.endsWith("?") || text.endsWith(".");
    if (!asks || text.length() > LONGEST || text.equalsIgnoreCase(lesson.question())) {
      return false;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    Matcher literals = LITERAL.matcher(ONE_ROW.matcher(lesson.sql()).replaceFirst(""));
    while (literals.find()) {
      String quoted = literals.group(1);
      String value = quoted == null ? literals.group() : quoted;
      if (!lower.contains(value.replace("''", "'").toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }
}
