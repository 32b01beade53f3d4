package org.nljdbc.meaning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words and phrases that mean the same in English questions to a database. Whatever is not
 * among them means itself. A phrase is added only where no question can mean something else by it:
 * what is missing costs a question to the model, what is wrong costs a wrong answer.
 */
final class Sayings {

  static final String THAT = "#that";
  static final String BE = "#be";
  static final String ALL = "#all";
  static final String AND = "#and";
  static final String OF = "#of";
  static final String HAVE = "#have";
  static final String DID = "#did";
  static final String COUNT = "#count";
  static final String EACH = "#each";
  static final String DISTINCT = "#distinct";
  static final String ORDER = "#order";
  static final String ALPHABETICAL = "#alphabetical";
  static final String ASCENDING = "#ascending";
  static final String DESCENDING = "#descending";
  static final String NOT = "#not";
  static final String WITHOUT = "#without";
  static final Set<String> AGGREGATES =
      Set.of(COUNT, "#average", "#sum", "#max", "#min", "#most", "#fewest", "#common");

  /** What stands behind the sign of a comparison that follows its number. */
  static final String AFTER_NUMBER = "~";

  /**
   * A line has signs, and the ways to say them; no sign is a saying that says nothing. {@code ^}:
   * only where a sentence begins; {@code !}: not behind a word that means itself, as in <em>phone
   * number of</em>. A line that begins with a bar goes on.
   */
  private static final String TABLE =
      """
      = ^show | ^show me | ^show us | ^please show | ^please show me | ^list | ^please list | ^give
      | ^give me | ^give us | ^please give me | ^find | ^find me | ^find out | ^please find | ^return
      | ^display | ^tell me | ^tell us | ^get | ^get me | ^retrieve | ^report | ^provide | ^compute
      | ^calculate | ^what | ^what is | ^what are | ^what was | ^what were | ^what's | ^what did
      | ^what does | ^what do | ^which | ^which is | ^which are | ^in which | ^for which
      | ^can you tell me | ^could you tell me | ^what is the list of | ^give me a list of
      | ^give a list of | ^list out
      = ^please show all | ^please list all | ^show all | ^show me all | ^list all | ^find all
      | ^give all | ^give me all | ^return all
      | ^display all | ^tell me all | ^get all | ^retrieve all | ^what are all
      #ask = ^is | ^are | ^is there | ^are there | ^do | ^does | ^did | ^was | ^were | ^has | ^have
      | ^had | ^can
      #who = ^who is | ^who are | ^who was | ^who were | ^who
      = the | a | an | there is | there are | are there | is there | be | been | do | does | did | in
      | on | at | they | do we have | we have | please | are listed | is listed | corresponding
      #be = is | are | was | were | that is | that are | that was | that were | which is | which are
      | which was | which were | who is | who are | who was | who were
      = have been | has been | had been | that have been | that has been | that had been
      | who have been | who has been | who had been | which have been | which has been
      | which had been
      #that = that | which | who
      #have = has | have | had | with | whose | that have | that has | that had | which have
      | which has | which had | who have | who has | who had
      #of = of | for
      #of #all = of all | for all | of all the | for all the | across all | across all the
      #and = and | as well as | along with | together with | and also
      #count = how many | the number of | ! number of | count the number of | ^count the | ^count
      | ^count how many | the count of | ! count of | the total number of | ! total number of
      | the total count of | ^count the number of all | ^count the number of
      | ^count the total number of | ^count the number of the
      #average = average | mean | avg | the average of
      #sum = total | sum of | the sum of | total sum of | the total of
      #max = maximum | max | highest | largest | greatest | biggest
      #min = minimum | min | lowest | smallest | least
      #most = the most | most | the most number of | the largest number of
      | the highest number of | the greatest number of | the maximum number of
      | the biggest number of | largest number of | highest number of | greatest number of
      | most number of | maximum number of
      #fewest = the fewest | fewest | the least number of | the smallest number of
      | the lowest number of | the fewest number of | the minimum number of | fewest number of
      | least number of | smallest number of | lowest number of
      #common = most common | most frequent | the most common | the most frequent
      #gt = more than | greater than | larger than | higher than | bigger than | over | above
      | exceeding | in excess of
      #lt = less than | fewer than | smaller than | lower than | below | under
      #ge = at least | no less than | no fewer than | not less than | not fewer than
      | a minimum of
      #le = at most | no more than | not more than | a maximum of | up to
      #ge~ = or more | or greater | or above | or higher
      #le~ = or less | or fewer | or below | or lower
      #before = before | prior to | earlier than
      #after = after | later than
      #exactly = exactly | precisely
      #each = each | every
      #of #each = of each | of every | for each | for every | per
      #distinct = distinct | different | unique
      #order = sorted by | sort by | ordered by | order by | in the order of | in order of
      | arranged by | sort them by | order them by | and sort by | listed by | ranked by
      | ^sort by | ^order by | ^sort them by | ^order them by | ^sort the results by
      | ^order the results by | ^sort the result by | ^sort results by | ^order results by
      | sort the result by | sort the results by
      #order = in ascending order of | in increasing order of | in ascending order by
      | in an ascending order of | in the ascending order of | by ascending order of
      | sorted in ascending order by | sorted in ascending order of
      | sorted in increasing order of | ordered in ascending order by | sorted ascending by
      | ordered ascending by | sort them in ascending order of
      | sort the result in ascending order of | sort the results in ascending order of
      #order #descending = in descending order of | in decreasing order of
      | in descending order by | in a descending order of | in an descending order of
      | in the descending order of | sorted in descending order by
      | sorted in descending order of | ordered in descending order by
      | ordered in descending order of | sorted descending by | ordered descending by
      | ordered by descending | sorted by descending | sorted by decreasing | descending by
      | listed in descending order of | listed descending by
      | sort them in descending order of | sort them in descending order by
      | sort the result in descending order of | sort the results in descending order of
      #alphabetical = in alphabetical order | in ascending alphabetical order | alphabetically
      | sorted alphabetically | ordered alphabetically | sorted in alphabetical order
      | ordered in alphabetical order | listed in alphabetical order
      | in lexicographical order | in lexicographic order | in the alphabetical order
      #order = in alphabetical order of | in alphabetical order by | sorted alphabetically by
      | ordered alphabetically by | sorted in alphabetical order by
      | sorted in alphabetical order of | in ascending alphabetical order of
      | in lexicographical order of | in lexicographic order of
      #ascending = in ascending order | in increasing order | ascending | ascendingly
      | from low to high | from lowest to highest | from smallest to largest
      #descending = in descending order | in decreasing order | in a descending order
      | descending | descendingly | from high to low | from highest to lowest
      | from largest to smallest | from most to least | from greatest to least
      #not = not | does not | do not | did not | is not | are not | was not | were not | has not
      | have not | had not | doesn't | don't | didn't | isn't | aren't | wasn't | weren't
      | hasn't | haven't | hadn't | that are not | that is not | that do not | that does not
      | that did not | who are not | who is not | who do not | who does not | who did not
      | which are not | which is not
      #without = have no | has no | had no | do not have | does not have | did not have | don't have
      | doesn't have | didn't have | do not have any | does not have any | did not have any
      | don't have any | doesn't have any | didn't have any | without | without any
      | who have no | that have no | which have no | who do not have | that do not have
      | which do not have | who do not have any | that do not have any
      | which do not have any | who does not have | that does not have | which does not have
      | who does not have any | that does not have any | which does not have any
      #named = named | called | with the name | with name | with the name of | whose name is
      | that is named | that is called | who is named | that has the name
      1 = one
      2 = two
      3 = three
      4 = four
      5 = five
      6 = six
      7 = seven
      8 = eight
      9 = nine
      10 = ten
      """;

  /** Pronouns that are something else in capitals. */
  private static final List<String> PRONOUNS = List.of("it", "us");

  private static final Sayings ENGLISH = new Sayings();

  private final Map<String, Saying> atBeginning = new HashMap<>();
  private final Map<String, Saying> anywhere = new HashMap<>();
  private final Set<String> vocabulary = new HashSet<>(PRONOUNS);
  private final int longest;

  /**
   * A way to say something.
   *
   * @param words how many words it has
   * @param signs what it means; empty if it says nothing
   * @param alone whether it counts only where no word that means itself stands before it
   * @param opening whether it stands where a sentence begins
   */
  record Saying(int words, List<String> signs, boolean alone, boolean opening) {}

  private Sayings() {
    int most = 0;
    for (String line : TABLE.replaceAll("\\n\\| ", " | ").split("\n")) {
      int equals = line.indexOf('=');
      String before = line.substring(0, equals).strip();
      List<String> signs = before.isEmpty() ? List.of() : List.of(before.split(" "));
      for (String each : line.substring(equals + 1).split("\\|")) {
        String phrase = each.strip();
        boolean opening = phrase.startsWith("^");
        boolean alone = phrase.startsWith("!");
        String text = opening || alone ? phrase.substring(1).strip() : phrase;
        List<String> words = List.of(text.split(" "));
        Saying saying = new Saying(words.size(), signs, alone, opening);
        if ((opening ? atBeginning : anywhere).put(text, saying) != null) {
          throw new IllegalStateException("said twice: " + text);
        }
        vocabulary.addAll(words);
        most = Math.max(most, words.size());
      }
    }
    longest = most;
  }

  /** The sayings of English questions. */
  static Sayings english() {
    return ENGLISH;
  }

  /** Whether a word stands in a saying, so that it is a name only where it is written like one. */
  boolean knows(String word) {
    return vocabulary.contains(word);
  }

  /**
   * The longest saying that begins at a place.
   *
   * @param pieces the question
   * @param at the place
   * @param opening whether a sentence begins there
   * @param behindTerm whether a word that means itself stands before it
   * @return it, or null if there is none
   */
  @Nullable Saying at(List<Piece> pieces, int at, boolean opening, boolean behindTerm) {
    List<String> words = new ArrayList<>();
    for (int i = at; i < pieces.size() && words.size() < longest; i++) {
      if (pieces.get(i).kind() != Piece.Kind.WORD) {
        break;
      }
      words.add(pieces.get(i).text());
    }
    for (int n = words.size(); n > 0; n--) {
      String text = String.join(" ", words.subList(0, n));
      Saying saying = opening ? atBeginning.get(text) : null;
      if (saying == null) {
        saying = anywhere.get(text);
      }
      if (saying != null && !(saying.alone && behindTerm)) {
        return saying;
      }
    }
    return null;
  }
}
