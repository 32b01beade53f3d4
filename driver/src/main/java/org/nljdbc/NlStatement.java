package org.nljdbc;

import java.util.Optional;
import org.nljdbc.translate.Translation;

/**
 * What a statement of this driver offers beyond JDBC: {@code statement.unwrap(NlStatement.class)}.
 */
public interface NlStatement {

  /**
   * What the last execution was translated to: question, SQL, model, tries and time.
   *
   * @return the translation, or empty if the last execution was ordinary SQL, or there was none
   */
  Optional<Translation> lastTranslation();
}
