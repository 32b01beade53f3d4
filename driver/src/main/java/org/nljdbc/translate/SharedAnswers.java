package org.nljdbc.translate;

import org.jspecify.annotations.Nullable;

/**
 * Answers that several processes share, besides those that each of them remembers for itself. It is
 * a help and nothing more: where it cannot be reached there is nothing in it, and no method fails.
 * Safe for many threads.
 */
public interface SharedAnswers {

  /** Shares nothing. */
  SharedAnswers NONE =
      new SharedAnswers() {
        @Override
        public @Nullable SharedAnswer find(String key) {
          return null;
        }

        @Override
        public void keep(String key, SharedAnswer answer) {}

        @Override
        public void forget(String key) {}
      };

  /**
   * Looks for an answer.
   *
   * @param key digest of all that it depends on: question, schema, model and settings
   * @return the answer, which is checked like a model's before it is used; null if there is none
   */
  @Nullable SharedAnswer find(String key);

  /**
   * Keeps an answer for others.
   *
   * @param key as for {@link #find}
   * @param answer the answer
   */
  void keep(String key, SharedAnswer answer);

  /**
   * Drops an answer that turned out to be wrong.
   *
   * @param key as for {@link #find}
   */
  void forget(String key);
}
