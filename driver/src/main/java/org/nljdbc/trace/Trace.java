package org.nljdbc.trace;

import org.jspecify.annotations.Nullable;

/**
 * Hears how one question goes. Called on the question's thread only, in the order in which things
 * happen. It hears no text of a question, no SQL and no value.
 */
public interface Trace {

  /** Nobody listens. */
  Trace NONE =
      new Trace() {
        @Override
        public Timing begin(Phase phase) {
          return Timing.NONE;
        }

        @Override
        public void generated(String model, TokenCounts tokens) {}

        @Override
        public void found(String source, String model) {}

        @Override
        public void end(@Nullable Throwable failure) {}
      };

  /**
   * A phase begins. Phases nest: the outer one goes on when the inner one has ended.
   *
   * @param phase which
   * @return to be closed when it ends, before the one around it
   */
  Timing begin(Phase phase);

  /**
   * The model has answered, within {@link Phase#MODEL}.
   *
   * @param model its id
   * @param tokens how many tokens that took
   */
  void generated(String model, TokenCounts tokens);

  /**
   * SQL was found.
   *
   * @param source where: {@code model}, {@code recalled} or {@code verified}
   * @param model the id of the model that made it, now or before
   */
  void found(String source, String model);

  /**
   * The question has ended. Nothing is heard after that.
   *
   * @param failure why it failed, or null
   */
  void end(@Nullable Throwable failure);

  /** A phase that runs. */
  @FunctionalInterface
  interface Timing extends AutoCloseable {

    /** One that nobody measures. */
    Timing NONE = () -> {};

    @Override
    void close();
  }
}
