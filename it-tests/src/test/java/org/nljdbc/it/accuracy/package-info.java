/**
 * Measures how often the driver's answers are right: a data set's questions are asked through the
 * real URL, and the rows are compared with those of the gold SQL. {@link
 * org.nljdbc.it.accuracy.AccuracyMain} is the command; docs/accuracy.md describes it.
 */
@NullMarked
package org.nljdbc.it.accuracy;

import org.jspecify.annotations.NullMarked;
