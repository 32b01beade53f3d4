package org.nljdbc.runtime.remote;

import org.nljdbc.runtime.generate.StopStrings;
import org.nljdbc.spi.AnswerListener;

/**
 * Tells a listener how the first answer grows, as far as no stop string can take it away, and ends
 * the generation when a stop string has come that the server does not know. A conversation's answer
 * is told as a whole, since its beginning may turn out to be none of it.
 */
final class Telling implements ServerApi.Grown {

  private final Traits traits;
  private final Draw draw;
  private final AnswerListener listener;
  private final StopStrings stops;
  private final long begun = System.nanoTime();
  private int told;
  private long firstAt;

  Telling(Traits traits, Draw draw, AnswerListener listener) {
    this.traits = traits;
    this.draw = draw;
    this.listener = listener;
    this.stops = new StopStrings(draw.stop());
  }

  @Override
  public boolean goesOn(Answers answers) {
    String text = answers.first().text();
    if (firstAt == 0 && !text.isEmpty()) {
      firstAt = System.nanoTime();
    }
    if (draw.answers() > 1) {
      return true;
    }
    if (traits.form() == null) {
      return !ChatSeam.of(draw.prompt().answerPrefix(), text, draw.stop()).stopped();
    }
    int stop = stops.find(new StringBuilder(text), told);
    tell(text.substring(0, stop >= 0 ? stop : stops.certainLength(text)));
    return stop < 0;
  }

  /** The answer is whole: tells what has not been told. */
  void finish(String text) {
    tell(text);
  }

  private void tell(String text) {
    if (text.length() > told) {
      int from = told;
      told = text.length();
      listener.grew(text.substring(from));
    }
  }

  @Override
  public boolean hasTold() {
    return told > 0 && listener != AnswerListener.NONE;
  }

  /** Nanoseconds from the request to the first token. */
  long nanosToFirst() {
    return firstAt == 0 ? System.nanoTime() - begun : firstAt - begun;
  }
}
