package org.nljdbc.memory;

import java.io.IOException;

/**
 * A text that several machines share, and what each of them keeps a file the same as ({@link
 * LockExchange}). Safe for many threads.
 */
public interface SharedCopy {

  /**
   * What it holds.
   *
   * @param version another one after each change; empty if there is nothing, and has not been or
   *     has been lost
   * @param text the text; empty if there is nothing
   */
  record Held(String version, String text) {
    /** Nothing. */
    public static final Held NOTHING = new Held("", "");
  }

  /**
   * By what a change shows: asked often, so it costs little.
   *
   * @return the version of what it holds; empty if there is nothing
   * @throws IOException if it cannot be reached
   */
  String version() throws IOException;

  /**
   * What it holds.
   *
   * @return text and version of one moment
   * @throws IOException if it cannot be reached, or holds more than anybody would have written
   */
  Held read() throws IOException;

  /**
   * Replaces what it holds, unless another has done so.
   *
   * @param version the version that is to be replaced
   * @param next what takes its place
   * @return false if it has another version by now, and was left as it is
   * @throws IOException if it cannot be reached; whether it was replaced is not known then
   */
  boolean replace(String version, Held next) throws IOException;
}
