package org.nljdbc.intent;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people say to a program that could be a person. */
final class SmallTalk {

  private static final String HELLO =
      "(?:hello|hi|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day|night))"
          + "(?: ,)?(?: (?:there|again|everyone|everybody|all|world))?";
  private static final String HOW_ARE_YOU = "how (?:are you(?: doing)?|do you do)(?: today)?";
  private static final String DAY = "(?: (?:today|tomorrow|tonight|now|right now|outside))?";
  private static final String WEATHER =
      "(?:(?:what|how) (?:is|will) the weather(?: be)?(?: like)?|will it (?:rain|snow)"
          + "|is it (?:raining|snowing|sunny))";

  private record Talk(String reason, Pattern pattern) {}

  private static Talk talk(String reason, String... patterns) {
    return new Talk(reason, Pattern.compile(String.join("|", patterns)));
  }

  private static final Talk ABOUT_WEATHER =
      talk("It is about the weather, of which no table tells", WEATHER + DAY);

  private static final List<Talk> TALKS =
      List.of(
          talk(
              "It is a greeting",
              HELLO + "(?:(?: [,!.])? " + HOW_ARE_YOU + ")?",
              HOW_ARE_YOU,
              "good ?bye|bye(?: bye)?|see you(?: later| soon)?"),
          talk(
              "It is thanks",
              "(?:(?:ok|okay|great|perfect|many|no)(?: ,)? )?(?:thanks|thank you|thx)"
                  + "(?: (?:a lot|very much|so much|again|for (?:your|the) help))*"),
          talk(
              "It wants to be entertained",
              "(?:please )?(?:tell|write|sing|give) me (?:a|another|an) "
                  + "(?:(?:good|funny|short) )?(?:joke|story|poem|song|fairy tale)",
              "make me laugh"),
          talk(
              "It is about whoever answers, and not about data",
              "who are you|what are you|what is your name|what can you do(?: for me)?",
              "are you (?:an? )?(?:human|robot|bot|ai|person)",
              "(?:please )?help(?: me)?(?: please)?",
              "do you (?:love|like|know|understand) me|i (?:love|hate) you",
              "what is the meaning of life"),
          ABOUT_WEATHER);

  /** Where a schema has one of these, it may tell about the weather. */
  private static final List<String> MEASURED =
      List.of(
          "temperature",
          "humidity",
          "rain",
          "rainfall",
          "snow",
          "forecast",
          "wind",
          "precipitation",
          "climate");

  private SmallTalk() {}

  static boolean mayBe(Words words) {
    return find(words.text()) != null;
  }

  /** Why no database can answer this, as a sentence without its full stop, or null. */
  static @Nullable String reason(String marked, SchemaNames names) {
    Talk talk = find(marked);
    boolean known = talk == ABOUT_WEATHER && MEASURED.stream().anyMatch(names::hold);
    return talk == null || known ? null : talk.reason;
  }

  private static @Nullable Talk find(String text) {
    return TALKS.stream()
        .filter(talk -> talk.pattern.matcher(text).matches())
        .findFirst()
        .orElse(null);
  }
}
