package org.nljdbc.it.accuracy;

import java.util.regex.Pattern;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.Prompt;

/**
 * Stands where a model counts tokens, and counts tables instead, so that a budget is one of tables.
 */
final class TableCounter implements LanguageModel {

  private static final Pattern TABLE = Pattern.compile("^CREATE (TABLE|VIEW) ", Pattern.MULTILINE);

  @Override
  public int countTokens(Prompt prompt) {
    return prompt.messages().stream()
        .mapToInt(message -> (int) TABLE.matcher(message.text()).results().count())
        .sum();
  }

  @Override
  public ModelInfo info() {
    throw new UnsupportedOperationException("counts tables only");
  }

  @Override
  public Generation generate(GenerationRequest request, Cancellation cancellation) {
    throw new UnsupportedOperationException("counts tables only");
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
