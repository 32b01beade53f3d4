package org.nljdbc.intent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A question as words, numbers, quoted texts and marks, without the marks at its end.
 *
 * @param tokens what it consists of, in lower case
 * @param asking whether it ends with a question mark
 */
record Words(List<String> tokens, boolean asking) {

  private static final String END_MARKS = ".!?;:,…";

  private static final Pattern CONTRACTED = Pattern.compile("\\b(what|how|who)['’]s\\b");
  private static final Pattern TOKEN =
      Pattern.compile(
          "[\\p{L}\\p{M}\\p{N}_]+(?:['’.-][\\p{L}\\p{M}\\p{N}_]+)*"
              + "|\"[^\"]+\"|'[^']+'|`[^`]+`|\\S");

  Words {
    tokens = List.copyOf(tokens);
  }

  static Words of(String question) {
    int end = question.length();
    while (end > 0 && isEnd(question.charAt(end - 1))) {
      end--;
    }
    String body = question.substring(0, end);
    boolean asking = question.indexOf('?', end) >= 0;
    String lower = CONTRACTED.matcher(body.toLowerCase(Locale.ROOT)).replaceAll("$1 is");
    List<String> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(lower);
    while (token.find()) {
      tokens.add(token.group());
    }
    return new Words(tokens, asking);
  }

  private static boolean isEnd(char c) {
    return Character.isWhitespace(c) || END_MARKS.indexOf(c) >= 0;
  }

  /** Whether there is neither a letter nor a digit. */
  boolean areNone() {
    return tokens.stream().allMatch(token -> token.codePoints().noneMatch(Words::isWordPart));
  }

  /** The words with one space between them. */
  String text() {
    return String.join(" ", tokens);
  }

  static boolean isQuoted(String token) {
    return token.length() > 2 && "\"'`".indexOf(token.charAt(0)) >= 0;
  }

  static boolean isWord(String token) {
    return isWordPart(token.codePointAt(0)) && token.indexOf('\'') < 0 && token.indexOf('’') < 0;
  }

  private static boolean isWordPart(int codePoint) {
    return Character.isLetterOrDigit(codePoint);
  }
}
