package org.nljdbc.it.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Plays sequences on two copies, at the same time, and looks for the shortest that differs. */
record Difference(Player bare, Player ours) {

  /** What differs, told step by step, or an empty text if nothing does. */
  String of(List<Step> steps) throws Exception {
    if (agree(steps)) {
      return "";
    }
    List<Step> shortest = shrink(steps);
    return told(shortest, bare.play(shortest), ours.play(shortest));
  }

  private boolean agree(List<Step> steps) throws Exception {
    FutureTask<List<String>> expected = new FutureTask<>(() -> bare.play(steps));
    Thread beside = new Thread(expected, "bare");
    beside.start();
    List<String> seen = ours.play(steps);
    try {
      return seen.equals(expected.get());
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the bare driver cannot play", failed.getCause());
    }
  }

  /** Leaves out halves, quarters and so on down to single steps, as long as a difference stays. */
  private List<Step> shrink(List<Step> steps) throws Exception {
    List<Step> shortest = steps;
    for (int size = steps.size() / 2; size > 0; size /= 2) {
      for (int from = 0; from < shortest.size(); ) {
        List<Step> fewer = new ArrayList<>(shortest);
        fewer.subList(from, Math.min(from + size, fewer.size())).clear();
        if (agree(fewer)) {
          from += size;
        } else {
          shortest = fewer;
        }
      }
    }
    return shortest;
  }

  private static String told(List<Step> steps, List<String> bare, List<String> ours) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bare.size(); i++) {
      text.append(i < steps.size() ? steps.get(i).toString() : "afterwards");
      text.append("\n    -> ").append(bare.get(i)).append('\n');
      if (!bare.get(i).equals(ours.get(i))) {
        text.append("  ours ").append(ours.get(i)).append('\n');
      }
    }
    return text.toString();
  }
}
