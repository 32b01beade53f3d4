package org.nljdbc.runtime.grammar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a grammar as they become known. A group that is repeated becomes one without name.
 */
final class RuleTable {

  /** Most rules, those without name included. */
  static final int MOST_RULES = 10_000;

  private static final int NOWHERE = -1;

  private final Map<String, Rule> named = new HashMap<>();
  private final List<Rule> rules = new ArrayList<>();

  /** One rule. */
  static final class Rule {
    private final int id;
    private final String name;
    private @Nullable Place defined;
    private @Nullable Place used;
    private int entry = NOWHERE;

    private Rule(int id, String name) {
      this.id = id;
      this.name = name;
    }

    int id() {
      return id;
    }

    /** Tells where it begins in the program. */
    void begin(int step) {
      entry = step;
    }

    String name() {
      return name;
    }

    /** Where its name stands before ::=, or where else it begins. */
    Place place() {
      return defined != null ? defined : used != null ? used : new Place(1, 1);
    }
  }

  /** The rule that a name stands for. */
  int use(Place place, String name) throws GrammarException {
    Rule rule = byName(place, name);
    if (rule.used == null) {
      rule.used = place;
    }
    return rule.id;
  }

  /** Begins to define the rule of a name. */
  Rule define(Place place, String name) throws GrammarException {
    Rule rule = byName(place, name);
    if (rule.defined != null) {
      throw place.error(
          "found a second rule named \""
              + name
              + "\"; the first is at "
              + rule.defined
              + ". Rename one, or join them with \"|\".");
    }
    rule.defined = place;
    return rule;
  }

  /** Defines a rule without name. */
  int define(Place place, int entry) throws GrammarException {
    Rule rule = add(place, "");
    rule.defined = place;
    rule.entry = entry;
    return rule.id;
  }

  private Rule byName(Place place, String name) throws GrammarException {
    Rule rule = named.get(name);
    if (rule == null) {
      rule = add(place, name);
      named.put(name, rule);
    }
    return rule;
  }

  private Rule add(Place place, String name) throws GrammarException {
    if (rules.size() == MOST_RULES) {
      throw place.error("found more than " + MOST_RULES + " rules and repeated groups. Use fewer.");
    }
    Rule rule = new Rule(rules.size(), name);
    rules.add(rule);
    return rule;
  }

  /** The first use of a name that no rule has, if there is one. */
  Optional<Rule> undefined() {
    return rules.stream().filter(rule -> rule.defined == null).findFirst();
  }

  /** Whether there is a rule of this name. */
  boolean contains(String name) {
    return named.containsKey(name);
  }

  /** The rules with a name, in the order in which they occur. */
  Stream<Rule> named() {
    return rules.stream().filter(rule -> !rule.name.isEmpty());
  }

  /** Where each rule begins, by number. */
  int[] entries() {
    return rules.stream().mapToInt(rule -> rule.entry).toArray();
  }
}
