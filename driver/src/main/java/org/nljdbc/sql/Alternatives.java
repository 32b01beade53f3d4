package org.nljdbc.sql;

import java.util.List;

/** Knows whether a question names values as alternatives, of which any will do. */
@FunctionalInterface
public interface Alternatives {

  /** Nothing is known of the question. */
  Alternatives UNKNOWN = values -> true;

  /**
   * Whether the question names values next to each other, so that what it asks besides is asked of
   * all of them: <em>in Rome or Oslo, older than 30</em>, and not <em>either in Rome, or in Oslo
   * and older than 30</em>.
   *
   * @param values what a column is compared with, without quotes; two or more
   * @return false if it does not name all of them, or something stands between them
   */
  boolean named(List<String> values);
}
