package org.nljdbc.runtime.tokenizer;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.LanguageModelException;

/** Finds the written forms of added tokens in text: the leftmost, and of those the longest. */
final class AddedTokens {

  private final Map<String, Integer> ids = new HashMap<>();
  private final @Nullable Pattern anyOfThem;

  AddedTokens(List<BpeDefinition.Added> added) {
    added.forEach(token -> ids.put(token.written(), token.id()));
    anyOfThem =
        added.isEmpty()
            ? null
            : Pattern.compile(
                ids.keySet().stream()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|")));
  }

  /** The id of a token, if there is one so written. */
  OptionalInt id(String written) {
    Integer id = ids.get(written);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** Takes the parts of a text in order. */
  interface Parts {
    /** Text without added tokens, not empty. */
    void text(String part) throws LanguageModelException;

    /** An added token. */
    void token(int id);
  }

  /**
   * Parts a text.
   *
   * @param text any text
   * @param parts takes its parts
   * @throws LanguageModelException what {@code parts} throws
   */
  void part(String text, Parts parts) throws LanguageModelException {
    int done = 0;
    if (anyOfThem != null) {
      Matcher matcher = anyOfThem.matcher(text);
      while (matcher.find()) {
        if (matcher.start() > done) {
          parts.text(text.substring(done, matcher.start()));
        }
        parts.token(id(matcher.group()).orElseThrow());
        done = matcher.end();
      }
    }
    if (done < text.length()) {
      parts.text(text.substring(done));
    }
  }
}
