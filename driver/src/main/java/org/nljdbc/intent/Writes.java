package org.nljdbc.intent;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Requests to write: an imperative, and an object that it can only be said of. A noun that begins
 * with the same word ({@code update dates}, {@code drop rates}) has no article and no table behind
 * that word. Where the verb is a word of the schema too, it is marked, and only forms that cannot
 * be a noun are taken.
 */
final class Writes {

  private static final int MOST_TOKENS = 60;

  private static final Pattern POLITE =
      Pattern.compile("(?:please )?(?:(?:can|could|would) you (?:please )?)?(?:please )?");

  /** What is to be shown is read, whatever else is said. */
  private static final Pattern READS =
      Pattern.compile(
          ".*\\b(?:show|list|display|give|find|return|count|print|tell|how|what|output|results?"
              + "|query)\\b.*");

  private static final String ALL =
      "(?:(?:all|every|each|any)(?: of)?(?: (?:the|these|those|my|our))?"
          + "|the|this|that|these|those|my|our) ";
  private static final String SOME =
      "(?:an?|one|two|three|some|another|the|this|these|following|\\d+) ";
  private static final String BOUND =
      "(?:where|with|from|in|of|whose|who|that|which|for|older|newer|less|more|before|after|placed"
          + "|created|made|having|called|named|by|on|at|between|not|without|if|under|over|above"
          + "|below|into|to|so|and)~?";
  private static final String ADJECTIVES =
      "(?:(?!" + BOUND + "\\b|or\\b|T\\d*\\b)[\\p{L}\\p{N}_~-]+ ){0,2}?";
  private static final String TABLE = "(?:the )?(?:table )?T\\d*(?: table)?";
  private static final String ROWS =
      "(?:rows?|records?|entry|entries|tuples?|T\\d*(?: (?:table|rows?|records?|entry|entries))?)";
  private static final String VALUE = "(?:(?:(?:number|id|no|C) )?(?:# )?(?:\\d+|Q))";
  private static final String REST = "(?: " + VALUE + ")?(?: " + BOUND + " .+)?";
  private static final String NAME = "(?:[\\p{L}_][\\p{L}\\p{N}_]*~?|C|Q)";
  private static final String RIGHT =
      "(?:all(?: privileges)?|select|insert|update|delete|usage|execute|references|create|connect)";
  private static final String RIGHTS = RIGHT + "(?: , " + RIGHT + ")*";
  private static final String ACCESS =
      "(?:read |write |full )?(?:access|rights|permissions?|privileges?)";

  private static final Map<String, Pattern> OF_VERB =
      Map.ofEntries(
          entry(
              "delete",
              "delete~? from " + TABLE + "(?: where .+)?",
              "delete~? " + ALL + ADJECTIVES + ROWS + REST,
              "delete~? " + ALL + "(?:table |view )?T\\d*(?: table| view)?",
              "delete T\\d*"
                  + "(?: "
                  + VALUE
                  + ")?(?: (?:where|with|from|whose|who|older|newer|before|after|placed|created)~?"
                  + " .+)?",
              "delete (?:everything|all)(?: (?:from|in) " + TABLE + "| data)?"),
          entry(
              "drop",
              "drop~? (?:the )?(?:table|view) (?:if exists )?(?:T\\d*|" + NAME + ")(?: cascade)?",
              "drop~? (?:the )?T\\d* (?:table|view)",
              "drop~? (?:all|every)(?: of)?(?: the)? (?:tables?|views?|T\\d*(?: tables?)?)",
              "drop~? (?:the |this )?(?:database|schema)",
              "drop~? (?:the )?column " + NAME + " (?:from|of|in) " + TABLE,
              "drop~? (?:the )?" + NAME + " column (?:from|of|in) " + TABLE,
              "drop T\\d*"),
          entry(
              "insert",
              "insert~? into " + TABLE + "(?: .+)?",
              "insert~? " + SOME + "(?:new )?" + ADJECTIVES + ROWS + REST,
              "insert~? .+ into " + TABLE + "(?: (?:with|values) .+)?"),
          entry("add", "add~? (?:an?|another|one) new T\\d*" + REST),
          entry(
              "update",
              "update~? " + TABLE + " set .+",
              "update~? " + ALL + ADJECTIVES + ROWS + REST,
              "update~? "
                  + ALL
                  + ADJECTIVES
                  + "(?:C|T\\d* C)(?: column)?(?: (?:of|for|in|on|where) .+)? (?:to|with|by(?="
                  + " \\d)) .+",
              "update T\\d*(?: where .+)?"),
          entry(
              "truncate",
              "truncate~? " + TABLE,
              "truncate~? (?:all|every)(?: the)? (?:tables?|T\\d*)"),
          entry(
              "alter",
              "alter~? (?:the )?table T\\d*(?: .+)?",
              "alter~? (?:the )?T\\d* table(?: .+)?",
              "alter~? (?:the )?T\\d* (?:to |and )?(?:add|drop|remove|rename|modify|change)~? .+",
              "alter~? (?:the )?(?:column "
                  + NAME
                  + "|"
                  + NAME
                  + " column) (?:of|in|from) "
                  + TABLE
                  + "(?: .+)?"),
          entry(
              "create",
              "create~? table (?:if not exists )?(?:T\\d*|" + NAME + ") \\( .+",
              "create~? (?:a )?(?:new )?table (?:called|named) (?:T\\d*|" + NAME + ")(?: with .+)?",
              "create~? (?:or replace )?view (?:T\\d*|" + NAME + ") as .+",
              "create~? (?:an? )?(?:new )?(?:unique )?index (?:" + NAME + " )?on " + TABLE + ".*",
              "create~? (?:a )?(?:new )?(?:database|schema)(?: (?:called|named))? " + NAME,
              "create~? (?:a|another|one) new T\\d*(?: (?:named|called|with|for)~? .+| "
                  + VALUE
                  + ")?"),
          entry(
              "grant",
              "grant~? " + RIGHTS + " on .+ to .+",
              "grant " + NAME + " " + ACCESS + " (?:to|on) (?:all tables|" + TABLE + ")",
              "grant " + ACCESS + " (?:to|on) (?:all tables|" + TABLE + ") to .+"),
          entry("revoke", "revoke~? " + RIGHTS + " on .+ from .+"),
          entry(
              "rename",
              "rename~? (?:the )?(?:table T\\d*|T\\d* table) (?:to|as) (?:T\\d*|" + NAME + ")",
              "rename T\\d* to " + NAME,
              "rename~? (?:the )?(?:column "
                  + NAME
                  + "|"
                  + NAME
                  + " column) (?:of|in|from) "
                  + TABLE
                  + " (?:to|as) "
                  + NAME));

  private static Map.Entry<String, Pattern> entry(String verb, String... patterns) {
    return Map.entry(verb, Pattern.compile(String.join("|", patterns)));
  }

  private Writes() {}

  /** Whether a question may be one of these; most are told by their first word. */
  static boolean mayBe(Words words) {
    return words.tokens().size() <= MOST_TOKENS && verbOf(rest(words.text())) != null;
  }

  /** The verb of a request to write, or null. */
  static @Nullable String verb(String marked, boolean asking) {
    String rest = rest(marked);
    String verb = verbOf(rest);
    if (verb == null || (asking && rest.equals(marked)) || READS.matcher(rest).matches()) {
      return null;
    }
    Pattern pattern = OF_VERB.get(verb);
    return pattern != null && pattern.matcher(rest).matches() ? verb : null;
  }

  /** The first word behind what is polite. */
  static String firstWord(Words words) {
    return first(rest(words.text()));
  }

  private static String rest(String text) {
    Matcher polite = POLITE.matcher(text);
    return polite.lookingAt() ? text.substring(polite.end()) : text;
  }

  private static @Nullable String verbOf(String rest) {
    String bare = first(rest);
    return OF_VERB.containsKey(bare) ? bare : null;
  }

  private static String first(String rest) {
    String first = rest.substring(0, rest.indexOf(' ') < 0 ? rest.length() : rest.indexOf(' '));
    return first.endsWith("~") ? first.substring(0, first.length() - 1) : first;
  }
}
