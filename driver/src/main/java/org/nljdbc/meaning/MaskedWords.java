package org.nljdbc.meaning;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The words of a question by which it is like others: what its sayings mean, and its other words
 * without plurals; a sign in the place of each value, since questions that differ in a value have
 * much the same SQL. Words that say nothing are left out.
 */
public final class MaskedWords {

  private static final String NUMBER = "#number";
  private static final String VALUE = "#value";

  private MaskedWords() {}

  /**
   * The words of a question. In another language than English all of its words count.
   *
   * @param question the question
   * @param values values that it may name without quotes, compared without regard to case
   * @return its words, in order
   */
  public static List<String> of(String question, Collection<String> values) {
    List<String> words = new ArrayList<>();
    for (Piece piece : Reader.pieces(quoted(question, values))) {
      switch (piece.kind()) {
        case TERM, WORD -> words.add(piece.text());
        case SIGN -> words.add(piece.isNumber() ? NUMBER : piece.text());
        case LITERAL -> {
          if (piece.isValue()) {
            words.add(piece.isNumber() ? NUMBER : VALUE);
          }
        }
        case FILLER, OF, AND, STOP -> {}
      }
    }
    return List.copyOf(words);
  }

  /** A question with values as quoted words: the longest first, since one may be within another. */
  private static String quoted(String question, Collection<String> values) {
    String text = question;
    for (String value :
        values.stream()
            .filter(each -> each.chars().anyMatch(Character::isLetter))
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList()) {
      text =
          Pattern.compile(
                  "(?<![\\p{L}\\p{N}])" + Pattern.quote(value) + "(?![\\p{L}\\p{N}])",
                  Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
              .matcher(text)
              .replaceAll("\"-\"");
    }
    return text;
  }
}
