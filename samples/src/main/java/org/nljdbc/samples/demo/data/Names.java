package org.nljdbc.samples.demo.data;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Invents people by the names that are usual where they live. */
final class Names {

  /** A person's name. */
  record Person(String first, String last) {

    /** First and last name. */
    String full() {
      return first + " " + last;
    }
  }

  private final Map<String, Weighted<String>> lists = new HashMap<>();

  Names() {
    for (List<String> line : Lists.read("names.txt")) {
      lists.put(line.get(0) + " " + line.get(1), Weighted.zipf(Lists.words(line.get(2)), 0.45));
    }
  }

  /** A person with names of a group of {@code names.txt}. */
  Person person(String group, Dice dice) {
    return new Person(draw(group + " first", dice), draw(group + " last", dice));
  }

  private String draw(String list, Dice dice) {
    Weighted<String> names = lists.get(list);
    if (names == null) {
      throw new IllegalStateException("names.txt has no list " + list);
    }
    return names.draw(dice);
  }

  /**
   * The part of an e-mail address before the at sign.
   *
   * @param name any name
   * @return the name in lower-case ASCII letters, its words joined by dots
   */
  static String mailbox(String name) {
    String plain = name.replace("ß", "ss").replace("ø", "o").replace("Ø", "O").replace("ł", "l");
    return Normalizer.normalize(plain, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", ".");
  }
}
