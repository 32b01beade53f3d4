package org.nljdbc.spi;

/** Is told how far a long task has come. */
@FunctionalInterface
public interface Progress {

  /** Tells nobody. */
  Progress NONE = (task, fraction) -> {};

  /**
   * Called at most some ten times a second, by the thread that works.
   *
   * @param task what is being done, for people: {@code "loading qwen2.5-coder-0.5b"}
   * @param fraction how much is done, 0 to 1; exactly 1 once at the end
   */
  void at(String task, double fraction);
}
