package org.nljdbc.it.accuracy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.evaluation.Rows;
import org.nljdbc.translate.Translation;

/**
 * What the driver made of a question.
 *
 * @param sql the SQL that ran, or the last that the model gave; null if there is none
 * @param translation what the driver tells of it, or null if it got none through its checks
 * @param rows its rows, or null if it did not run
 * @param error what the driver or the database said where it did not run
 * @param millis milliseconds from the question to the last row, loading the model apart
 * @param calls the calls of the model, oldest first
 */
record Answer(
    @Nullable String sql,
    @Nullable Translation translation,
    @Nullable Rows rows,
    @Nullable String error,
    long millis,
    List<ModelCall> calls) {}
