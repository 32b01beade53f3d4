package org.nljdbc.runtime.grammar;

import java.util.Arrays;

/** A growing list of places within rules: a step, and the call that it belongs to. */
final class Items {

  private int[] steps;
  private Frame[] frames;
  private int size;

  /**
   * Makes an empty list.
   *
   * @param room how many it has room for at first
   */
  Items(int room) {
    this.steps = new int[room];
    this.frames = new Frame[room];
  }

  void add(int step, Frame frame) {
    if (size == steps.length) {
      steps = Arrays.copyOf(steps, 2 * size);
      frames = Arrays.copyOf(frames, 2 * size);
    }
    steps[size] = step;
    frames[size++] = frame;
  }

  int size() {
    return size;
  }

  int step(int i) {
    return steps[i];
  }

  Frame frame(int i) {
    return frames[i];
  }
}
