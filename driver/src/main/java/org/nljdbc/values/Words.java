package org.nljdbc.values;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of questions and values, compared without case, accents and the endings of plurals. */
final class Words {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}]+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern HUMP = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");

  /** Scripts that put no space between words. */
  private static final Pattern UNSPACED =
      Pattern.compile(
          "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}]");

  /** Words of questions that name no value unless they are written like one. */
  private static final Set<String> COMMON =
      Set.of(
          ("a about above after all also an and any are as asc at average avg be been before below"
                  + " between both but by can count date desc different distinct do doe each either"
                  + " every few find first for from give good had ha have he her high highest hi how"
                  + " id i if in into is it item large largest last latest least les list long"
                  + " longest low lowest many max maximum me mean min minimum more most much my name"
                  + " new no not number of old oldest on one only or order other our out over per"
                  + " same second she short show size small smallest so some sort sorted such sum"
                  + " than that the their them then there these they thi third those three title to"
                  + " top total two type under unique until up us use used value wa we were what"
                  + " when where which while who whom whose will with without year ye young youngest"
                  + " yes this was has does less his its")
              .split(" "));

  private Words() {}

  /**
   * A word.
   *
   * @param text the word as written
   * @param plain without case and accents
   * @param form also without the ending of a plural
   * @param start index of its first character
   * @param end index after its last
   */
  record Word(String text, String plain, String form, int start, int end) {

    boolean isCommon() {
      return COMMON.contains(form) || COMMON.contains(plain);
    }

    boolean isNumber() {
      return plain.chars().allMatch(Character::isDigit);
    }

    boolean isCapitalised() {
      return Character.isUpperCase(text.codePointAt(0));
    }
  }

  /** The words of a text, in their order. */
  static List<Word> of(String text) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String plain = plain(matcher.group());
      if (!plain.isEmpty() && !isEnding(text, matcher.start(), matcher.end())) {
        words.add(
            new Word(matcher.group(), plain, singular(plain), matcher.start(), matcher.end()));
      }
    }
    return words;
  }

  /** Whether a letter is the rest of a word: customer's, don't. */
  private static boolean isEnding(String text, int start, int end) {
    return end - start == 1
        && start > 1
        && (text.charAt(start - 1) == '\'' || text.charAt(start - 1) == '\u2019')
        && Character.isLetter(text.charAt(start - 2))
        && Character.isLowerCase(text.charAt(start));
  }

  /** What two texts share that differ in case, accents, marks between words and plurals only. */
  static String key(String text) {
    return key(of(text));
  }

  static String key(List<Word> words) {
    return words.stream().map(Word::form).collect(Collectors.joining(" "));
  }

  /** Like {@link #key(String)}, with the endings of plurals. */
  static String strictKey(String text) {
    return strictKey(of(text));
  }

  static String strictKey(List<Word> words) {
    return words.stream().map(Word::plain).collect(Collectors.joining(" "));
  }

  /** The forms of a name's words: {@code HomeCity}, {@code home_city} have home and city. */
  static List<String> ofName(String name) {
    return of(HUMP.matcher(name).replaceAll(" ")).stream().map(Word::form).toList();
  }

  /** Whether the form of a word says what a text is about. */
  static boolean isTelling(String form) {
    return !COMMON.contains(form);
  }

  /** Whether a text is of a script without spaces, so that its words cannot be told. */
  static boolean isUnspaced(String text) {
    return UNSPACED.matcher(text).find();
  }

  private static String plain(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD)).replaceAll("");
  }

  private static String singular(String word) {
    if (word.length() > 4 && word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    boolean plural =
        word.length() > 3 && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us");
    return plural ? word.substring(0, word.length() - 1) : word;
  }
}
