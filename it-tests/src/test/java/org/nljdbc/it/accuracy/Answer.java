package org.nljdbc.it.accuracy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the driver made of a question.
 *
 * @param sql the SQL that ran, or the last that the model gave; null if there is none
 * @param rows its rows, or null if it did not run
 * @param error what the driver or the database said where it did not run
 * @param millis milliseconds from the question to the last row, loading the model apart
 * @param calls the calls of the model, oldest first
 */
record Answer(
    @Nullable String sql,
    @Nullable Rows rows,
    @Nullable String error,
    long millis,
    List<ModelCall> calls) {}
