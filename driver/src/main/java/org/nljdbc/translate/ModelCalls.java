package org.nljdbc.translate;

import java.sql.SQLException;
import java.util.function.Supplier;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Progress;

/**
 * Work with the models of one connection, with what goes wrong in JDBC's words.
 *
 * @param models which models
 * @param progress shows how far loading one is
 */
record ModelCalls(ModelChain models, Supplier<Progress> progress) {

  /**
   * Does work with the first model that can.
   *
   * @param watch stops waiting
   * @param work the work
   * @param <T> what comes of it
   * @return what came of it
   * @throws SQLException as {@link ModelErrors} makes it where no model can
   * @throws NoAnswer as the work throws it
   */
  <T> T ask(Watch watch, ModelChain.Work<T> work) throws SQLException, NoAnswer {
    try {
      return models.ask(progress.get(), watch, work);
    } catch (LanguageModelException e) {
      throw ModelErrors.toSql(e);
    }
  }
}
