package org.nljdbc.statement;

/** What some databases read otherwise than the standard does, as far as quotes go. */
enum Habit {
  /** A backslash takes the next character of a string as it is. */
  BACKSLASH,
  /** {@code E'...'} is a string in which it does so. */
  E_STRING,
  /** {@code q'[...]'} is a string that ends at its own mark. */
  Q_STRING,
  /** {@code $$...$$} and {@code $tag$...$tag$} are strings. */
  DOLLAR,
  /** {@code [...]} is a name. */
  BRACKETS,
  /** {@code #} begins a comment. */
  HASH,
  /** {@code --} begins a comment only before white space. */
  SPACED_DASHES,
  /** A comment may hold a comment. */
  NESTED_COMMENT
}
