package org.nljdbc.samples;

import java.util.List;
import java.util.Map;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;

/** A model whose answers are written down, so that the samples can be tested without weights. */
public final class ScriptedModelProvider implements LanguageModelProvider {

  /** The setting that chooses this model. */
  public static final String SETTING = "nl.model=scripted";

  /** Used by the service loader. */
  public ScriptedModelProvider() {}

  @Override
  public boolean accepts(ModelOptions options) {
    return options.model().equals("scripted");
  }

  @Override
  public LanguageModel open(ModelOptions options, Progress progress) {
    progress.at("opening the script", 1);
    return new Scripted();
  }

  private static final class Scripted implements LanguageModel {

    private static final Map<String, String> SQL = HandWrittenSql.BY_QUESTION;

    @Override
    public ModelInfo info() {
      return new ModelInfo("scripted", "scripted", "direct", 1 << 20, "test");
    }

    @Override
    public int countTokens(Prompt prompt) {
      return 1 + text(prompt).length() / 4;
    }

    @Override
    public Generation generate(GenerationRequest request, Cancellation cancellation)
        throws LanguageModelException {
      String prompt = text(request.prompt());
      String sql =
          SQL.entrySet().stream()
              .filter(entry -> prompt.contains(entry.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElseThrow(
                  () ->
                      new LanguageModelException(
                          LanguageModelException.Kind.FAILED, "the script has no such question"));
      String text = continuing(request.prompt().answerPrefix(), sql);
      return new Generation(
          List.of(new Candidate(text, -0.1, 10, Candidate.Finish.STOP)), 100, 0, 10);
    }

    /** What is left of an answer of which the prompt has written the beginning already. */
    private static String continuing(String prefix, String sql) {
      int length = Math.min(prefix.length(), sql.length());
      while (!prefix.regionMatches(true, prefix.length() - length, sql, 0, length)) {
        length--;
      }
      return sql.substring(length);
    }

    private static String text(Prompt prompt) {
      return String.join("\n", prompt.messages().stream().map(Prompt.Message::text).toList());
    }

    @Override
    public void close() {}
  }
}
