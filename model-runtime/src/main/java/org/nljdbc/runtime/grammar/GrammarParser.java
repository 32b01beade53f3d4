package org.nljdbc.runtime.grammar;

import java.util.ArrayDeque;
import java.util.Deque;
import org.nljdbc.runtime.grammar.ProgramBuilder.Part;

/** Reads a grammar's text into a program, in one pass and without recursion. */
final class GrammarParser {

  private static final String ROOT = "root";
  private static final int LONGEST_NAME = 200;
  private static final String ITEMS =
      "a literal, a class, \".\", \"(\", a rule's name, a repetition, \"|\"";

  private final GrammarText text;
  private final Characters characters;
  private final ProgramBuilder builder = new ProgramBuilder();
  private final RuleTable rules = new RuleTable();

  /**
   * Makes a parser.
   *
   * @param grammar the grammar's text
   */
  GrammarParser(String grammar) {
    this.text = new GrammarText(grammar);
    this.characters = new Characters(text);
  }

  /**
   * Reads it.
   *
   * @throws GrammarException if it is no grammar, or too large a one
   */
  Grammar parse() throws GrammarException {
    text.skipLines();
    while (text.peek() != GrammarText.END) {
      rule();
      text.skipLines();
    }
    if (!rules.contains(ROOT)) {
      throw text.unexpected("a rule named \"root\", which a whole text must match");
    }
    RuleTable.Rule undefined = rules.undefined().orElse(null);
    if (undefined != null) {
      throw undefined
          .place()
          .error(
              "found \""
                  + undefined.name()
                  + "\", expected the name of a rule. Define it with \"::=\", or put a literal in"
                  + " quotes.");
    }
    Place place = text.place();
    Part all = builder.call(place, rules.use(place, ROOT));
    builder.end(all.end());
    int start = rules.define(place, all.start());
    Program program = builder.build(rules.entries(), start);
    Endings endings = new Endings(program);
    RuleTable.Rule endless =
        rules.named().filter(rule -> !endings.finite(rule.id())).findFirst().orElse(null);
    if (endless != null) {
      throw endless
          .place()
          .error(
              "found the rule \""
                  + endless.name()
                  + "\", which no text can match: it always needs itself. Give it an alternative"
                  + " that does not.");
    }
    return new Grammar(program, endings, rules.named().map(RuleTable.Rule::name).toList());
  }

  private void rule() throws GrammarException {
    Place place = text.place();
    String name = name();
    if (name.isEmpty()) {
      throw text.unexpected(
          "a rule's name; a rule goes on in the next line only after \"|\" or \"::=\", and within"
              + " parentheses");
    }
    text.skipBlanks();
    if (!text.takeIf("::=")) {
      throw text.unexpected("\"::=\" after the rule's name");
    }
    RuleTable.Rule rule = rules.define(place, name);
    text.skipLines();
    Group group = alternatives();
    Part all = group.close();
    builder.end(all.end());
    rule.begin(all.start());
  }

  private Group alternatives() throws GrammarException {
    Deque<Group> open = new ArrayDeque<>();
    Group group = new Group(builder, text.place());
    while (true) {
      Place place = text.place();
      switch (text.peek()) {
        case '(' -> {
          text.take();
          open.push(group);
          group = new Group(builder, place);
        }
        case ')' -> {
          if (open.isEmpty()) {
            throw text.unexpected(ITEMS + " or the end of the line: no \"(\" is open");
          }
          text.take();
          Part closed = group.close();
          group = open.pop();
          group.append(closed);
        }
        case '|' -> {
          text.take();
          group.alternative(place);
          text.skipLines();
        }
        case '*', '+', '?', '{' -> repeat(group);
        case GrammarText.END, '\n', '\r' -> {
          if (open.isEmpty()) {
            return group;
          }
          throw text.unexpected("\")\" to close the \"(\" of " + group.place());
        }
        default -> group.append(item(place, open.isEmpty()));
      }
      if (open.isEmpty()) {
        text.skipBlanks();
      } else {
        text.skipLines();
      }
    }
  }

  private void repeat(Group group) throws GrammarException {
    Part last = group.last();
    if (last == null) {
      throw text.unexpected("something before it that is to be repeated");
    }
    Place place = text.place();
    Repetition repetition = Repetition.take(text);
    group.replaceLast(repetition.apply(place, last, builder, rules));
  }

  private Part item(Place place, boolean outside) throws GrammarException {
    int next = text.peek();
    if (next == '"') {
      return literal(place);
    }
    if (next == '[') {
      return builder.match(place, characters.takeClass());
    }
    if (next == '.') {
      text.take();
      return builder.match(place, CharacterSet.ANY);
    }
    if (GrammarText.isName(next)) {
      return builder.call(place, rules.use(place, name()));
    }
    if (next == '<' || next == '!') {
      throw text.unexpected(
          "characters: a grammar is checked against text, so tokens such as <think> are not"
              + " supported");
    }
    throw text.unexpected(ITEMS + (outside ? " or the end of the line" : " or \")\""));
  }

  private String name() throws GrammarException {
    Place place = text.place();
    String name = text.takeName();
    if (name.length() > LONGEST_NAME) {
      throw place.error(
          "found a name of "
              + name.length()
              + " characters, expected at most "
              + LONGEST_NAME
              + ". Shorten it.");
    }
    return name;
  }

  private Part literal(Place place) throws GrammarException {
    text.take();
    int start = builder.jump(place);
    Part whole = new Part(start, start);
    boolean first = true;
    while (!text.takeIf("\"")) {
      int character = characters.take("'\"' to close the literal of " + place);
      Part next = builder.match(place, CharacterSet.of(character));
      builder.lead(whole.end(), next.start());
      whole = new Part(first ? next.start() : whole.start(), next.end());
      first = false;
    }
    return whole;
  }
}
