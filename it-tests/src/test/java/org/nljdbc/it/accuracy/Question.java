package org.nljdbc.it.accuracy;

/**
 * A question of a data set.
 *
 * @param number its place in the data set, 0 or more; unique there
 * @param database the name of the database it is about
 * @param text the question
 * @param gold SQL that answers it
 */
record Question(int number, String database, String text, String gold) {

  /** The same question about another database. */
  Question in(String other) {
    return new Question(number, other, text, gold);
  }
}
