package org.nljdbc.jdbc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.statement.Inquiry;
import org.nljdbc.trace.Trace;

/** The questions of one connection that are on their way, each from its begin to its end. */
final class Underway {

  private final Set<Asking> askings = ConcurrentHashMap.newKeySet();
  private final QuestionTraces traces;
  private final VendorCancel vendors;
  private final int translationSeconds;

  /**
   * Begins with none.
   *
   * @param traces begins their traces
   * @param vendors cancels what runs without a statement
   * @param settings say how long it may take to find SQL
   */
  Underway(QuestionTraces traces, VendorCancel vendors, Settings settings) {
    this.traces = traces;
    this.vendors = vendors;
    this.translationSeconds = settings.getInt(Setting.TIMEOUT);
  }

  /**
   * Begins a question that is executed.
   *
   * @param inquiry what is asked
   * @param querySeconds the statement's query timeout, 0 for none
   * @param atExecution cancels the statement while it executes the SQL
   */
  Asking begin(Inquiry inquiry, int querySeconds, DatabaseCall.Cancel atExecution) {
    Trace trace = traces.begin(inquiry, false);
    return added(new Asking(querySeconds, translationSeconds, false, trace, atExecution));
  }

  /** The same for a question that is not executed, or not yet. */
  Asking begin(Inquiry inquiry) {
    return beginAside(traces.begin(inquiry, true));
  }

  /** Begins work that no statement waits for. */
  Asking beginAside(Trace trace) {
    return added(new Asking(0, translationSeconds, true, trace, vendors::cancel));
  }

  private Asking added(Asking asking) {
    askings.add(asking);
    return asking;
  }

  /** The question has come to its end, whatever it was. */
  void end(Asking asking, @Nullable Throwable failure) {
    askings.remove(asking);
    asking.end();
    asking.trace().end(failure);
  }

  /** The question of this thread, or null. */
  @Nullable Asking mine() {
    for (Asking asking : askings) {
      if (asking.isOf(Thread.currentThread())) {
        return asking;
      }
    }
    return null;
  }

  /** Cancels them all, since the connection closes. */
  void cancelAll() {
    askings.forEach(Asking::cancelQuietly);
  }
}
