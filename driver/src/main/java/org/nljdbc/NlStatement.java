package org.nljdbc;

import java.util.List;
import java.util.Optional;
import org.nljdbc.translate.Translation;

/**
 * What a statement of this driver offers beyond JDBC: {@code statement.unwrap(NlStatement.class)}.
 */
public interface NlStatement {

  /**
   * What the last execution was translated to: question, SQL, model, tries and time. Where several
   * questions stood within one statement, this is the first.
   *
   * @return the translation, or empty if the last execution was ordinary SQL, or there was none
   */
  Optional<Translation> lastTranslation();

  /**
   * The translations of all questions of the last execution.
   *
   * @return them in the order of the questions; empty if the last execution was ordinary SQL, or
   *     there was none
   */
  List<Translation> lastTranslations();
}
