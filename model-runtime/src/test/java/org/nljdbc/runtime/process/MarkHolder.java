package org.nljdbc.runtime.process;

import java.io.OutputStream;
import java.nio.file.Path;

/** A program that has a runtime's model open until its input ends. */
final class MarkHolder {

  private MarkHolder() {}

  /**
   * Holds a mark.
   *
   * @param arguments the folder and the key of a runtime
   */
  public static void main(String[] arguments) throws Exception {
    try (UserMark mark = UserMark.set(new RuntimeFiles(Path.of(arguments[0]), arguments[1]))) {
      System.out.println("set " + mark);
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
