package org.nljdbc.intent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells a question that goes on from the one before from one that stands alone: "only those in
 * Spain", "and by month?". By its words alone, since the answer should not depend on a model's
 * mood.
 */
public final class FollowUp {

  private static final Pattern BORDER = Pattern.compile("[^\\p{L}\\p{Nd}']+");

  private static final String LINK =
      "(?:(?:and|but|or|so|ok|okay|now|then|next|please|show me|show|list|give me) )*";

  /** A question that stands alone hardly begins so. */
  private static final Pattern BEGINS =
      Pattern.compile(
          LINK
              + "(?:only|just|also|instead|without|except|exclude|excluding|include|including|add|remove|drop"
              + " the|leave"
              + " out|sort|sorted|order|ordered|group|grouped|break|split|limit|limited|reverse|the"
              + " same|same|again|what about|how about|and"
              + " if|those|these|them|they|him|her|it|its|their|which of them|which of those|which"
              + " of these|how many of (?:them|those|these))\\b.*");

  /** One that is very short and begins so has no subject of its own. */
  private static final Pattern BEGINS_SHORT =
      Pattern.compile(
          LINK
              + "(?:the )?(?:top|first|last|in|by|for|from|per|with|of|not|as|before|after|since"
              + "|between|more|less|fewer|older|younger|higher|lower)\\b.*");

  /**
   * A part that stands before a whole question: "for all departments, how many employees". What
   * "who are" and "the count" have is no verb of the question.
   */
  private static final String ASKS_BEHIND =
      ".* (?:how (?:many|much|often|long|old)|what"
          + "|(?<!who |that |which )(?:is|are|was|were|do|does|did|has|have)"
          + "|(?<!the |a |by |of |an )(?:count|list|show|give|find|get|tell|compute|calculate|display"
          + "|print|return|sum)(?! (?:over|of|above|below|under|between|at|more|less|is|by|price)\\b)"
          + ") \\S";

  /** One that begins so has hardly a subject of its own, even if it is not quite as short. */
  private static final Pattern BEGINS_WITH_PART =
      Pattern.compile(
          LINK
              + "(?:of|with|from|for|by) (?!(?:each|every|which|what|whom|how)\\b)(?!"
              + ASKS_BEHIND
              + ").*");

  /** What names nothing: "how many are they", "what is the total", "show the names too". */
  private static final Pattern NAMES_NOTHING =
      Pattern.compile(
          LINK
              + "(?:how (?:many|much)(?: (?:are|is) (?:they|there|that|it))?(?: in (?:total|all))?"
              + "|what (?:is|was|are) (?:the|their|its) (?:total|sum|average|mean|maximum|minimum"
              + "|highest|lowest|number|count)"
              + "|(?:who|what|which) (?:are|were) (?:they|those|these)|which ones(?: are (?:they|those))?"
              + "|the other way (?:round|around)"
              + "|(?:the )?(?:most(?: \\w+)?|least(?: \\w+)?|highest|largest|biggest|lowest|smallest|fewest)(?: ones?)?"
              + " first"
              + "|(?:as|in) (?:percent|percentages?|a percentage)"
              + "|.* (?:too|as well|also))");

  private static final Pattern JOINED = Pattern.compile("(?:and|but|then|now|so|also) .*");

  /** Words that point back, wherever they stand. */
  private static final Set<String> POINTERS =
      Set.of("those", "these", "them", "same", "instead", "previous", "earlier");

  /** A longer question has room to name what it is about. */
  private static final int SHORT = 9;

  private static final int FAIRLY_SHORT = 6;
  private static final int VERY_SHORT = 4;

  /** What takes the last question back. */
  private static final Pattern UNDOES =
      Pattern.compile(
          "(?:(?:please|no|ok|okay|oops|sorry|can you|could you) )*"
              + "(?:undo(?: (?:that|this|it|the last (?:change|one|question)))?"
              + "|revert(?: (?:that|this|it))?|take (?:that|it) back"
              + "|(?:go )?back|go back (?:one|a) step|(?:go )?back to the (?:previous|last)"
              + " (?:one|question|answer|result|list)|never ?mind(?: that)?)(?: please)?");

  private FollowUp() {}

  /**
   * Whether a question takes the one before it back.
   *
   * @param question the question
   * @return true if it says nothing but "undo that" or the like
   */
  public static boolean undoes(String question) {
    return UNDOES.matcher(words(question)).matches();
  }

  private static String words(String question) {
    return BORDER.matcher(question.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  /**
   * Whether a question means something only after another.
   *
   * @param question the question
   * @return true if its first words, or a word that points back in a short question, say so
   */
  public static boolean refersBack(String question) {
    String text = words(question);
    if (JOINED.matcher(text).matches()) {
      return true;
    }
    String[] words = text.split(" ");
    return words.length <= VERY_SHORT && BEGINS_SHORT.matcher(text).matches()
        || words.length <= FAIRLY_SHORT && BEGINS_WITH_PART.matcher(text).matches()
        || words.length <= SHORT && NAMES_NOTHING.matcher(text).matches()
        || words.length <= SHORT
            && (BEGINS.matcher(text).matches()
                || Arrays.stream(words).anyMatch(POINTERS::contains));
  }
}
