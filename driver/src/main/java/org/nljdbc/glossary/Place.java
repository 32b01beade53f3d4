package org.nljdbc.glossary;

/**
 * A place in a file.
 *
 * @param line the line, from 1
 * @param column the column in characters, from 1
 */
public record Place(int line, int column) {

  /** Of what stands in no file. */
  public static final Place NOWHERE = new Place(0, 0);

  /** So many characters behind this place, in the same line. */
  Place behind(int characters) {
    return new Place(line, column + characters);
  }
}
