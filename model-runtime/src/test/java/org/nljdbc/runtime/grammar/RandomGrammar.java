package org.nljdbc.runtime.grammar;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A random grammar over the letters a to d: its text, texts that match it, and a matcher that
 * follows the notation's meaning as plainly as can be. Rules call later ones, so that recursion
 * ends; what it repeats is bounded in what it generates, not in what it matches.
 */
final class RandomGrammar {

  private static final int RULES = 4;
  private static final String LETTERS = "abcd";

  private final Random random;
  private final List<Node> rules = new ArrayList<>();

  /** What is known of the text that is matched: where each part ends, by where it begins. */
  private final IdentityHashMap<Node, BitSet[]> known = new IdentityHashMap<>();

  /** A part of a grammar. */
  private sealed interface Node permits Literal, Letters, Call, Sequence, Choice, Repeat {}

  private record Literal(String text) implements Node {}

  private record Letters(String in, boolean negated) implements Node {}

  private record Call(int rule) implements Node {}

  private record Sequence(List<Node> parts) implements Node {}

  private record Choice(List<Node> parts) implements Node {}

  /** Without bound if {@code most} is negative. */
  private record Repeat(Node part, int least, int most) implements Node {}

  RandomGrammar(long seed) {
    this.random = new Random(seed);
    for (int i = 0; i < RULES; i++) {
      rules.add(node(i, 3));
    }
  }

  private Node node(int rule, int depth) {
    int kind = random.nextInt(depth == 0 ? 3 : 8);
    return switch (kind) {
      case 0 -> new Literal(letters(random.nextInt(3)));
      case 1 -> new Letters(letters(1 + random.nextInt(2)), random.nextInt(3) == 0);
      case 2 ->
          rule + 1 < RULES
              ? new Call(rule + 1 + random.nextInt(RULES - rule - 1))
              : new Literal(letters(1));
      case 3, 4 -> new Sequence(nodes(rule, depth - 1));
      case 5 -> new Choice(nodes(rule, depth - 1));
      default -> repeat(node(rule, depth - 1));
    };
  }

  private List<Node> nodes(int rule, int depth) {
    List<Node> nodes = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      nodes.add(node(rule, depth));
    }
    return nodes;
  }

  private Node repeat(Node part) {
    int least = random.nextInt(3);
    return switch (random.nextInt(4)) {
      case 0 -> new Repeat(part, 0, 1);
      case 1 -> new Repeat(part, random.nextInt(2), -1);
      case 2 -> new Repeat(part, least, -1);
      default -> new Repeat(part, least, least + random.nextInt(3));
    };
  }

  private String letters(int count) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < count; i++) {
      letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return letters.toString();
  }

  /** Its text. The first rule also calls itself on either side, in a pair of brackets or not. */
  String text() {
    StringBuilder text = new StringBuilder("root ::= rule0 | \"(\" root \")\" | root \"+\" root\n");
    for (int i = 0; i < RULES; i++) {
      text.append("rule").append(i).append(" ::= ").append(text(rules.get(i))).append('\n');
    }
    return text.toString();
  }

  private static String text(Node node) {
    if (node instanceof Literal literal) {
      return '"' + literal.text + '"';
    }
    if (node instanceof Letters letters) {
      return (letters.negated ? "[^" : "[") + letters.in + "]";
    }
    if (node instanceof Call call) {
      return "rule" + call.rule;
    }
    if (node instanceof Sequence sequence) {
      return sequence.parts.stream()
          .map(RandomGrammar::text)
          .collect(Collectors.joining(" ", "(", ")"));
    }
    if (node instanceof Choice choice) {
      return choice.parts.stream()
          .map(RandomGrammar::text)
          .collect(Collectors.joining(" | ", "(", ")"));
    }
    Repeat repeat = (Repeat) node;
    return text(repeat.part) + times(repeat);
  }

  private static String times(Repeat repeat) {
    if (repeat.most < 0) {
      return repeat.least == 0 ? "*" : repeat.least == 1 ? "+" : "{" + repeat.least + ",}";
    }
    if (repeat.least == repeat.most) {
      return "{" + repeat.least + "}";
    }
    return repeat.least == 0 && repeat.most == 1
        ? "?"
        : "{" + repeat.least + "," + repeat.most + "}";
  }

  /** A text that matches. */
  String derive() {
    StringBuilder out = new StringBuilder();
    derive(out, 3);
    return out.toString();
  }

  private void derive(StringBuilder out, int depth) {
    switch (depth == 0 ? 2 : random.nextInt(4)) {
      case 0 -> {
        out.append('(');
        derive(out, depth - 1);
        out.append(')');
      }
      case 1 -> {
        derive(out, depth - 1);
        out.append('+');
        derive(out, depth - 1);
      }
      default -> derive(rules.get(0), out);
    }
  }

  private void derive(Node node, StringBuilder out) {
    if (node instanceof Literal literal) {
      out.append(literal.text);
    } else if (node instanceof Letters letters) {
      String in = letters.negated ? "xé" : letters.in;
      out.append(in.charAt(random.nextInt(in.length())));
    } else if (node instanceof Call call) {
      derive(rules.get(call.rule), out);
    } else if (node instanceof Sequence sequence) {
      sequence.parts.forEach(part -> derive(part, out));
    } else if (node instanceof Choice choice) {
      derive(choice.parts.get(random.nextInt(choice.parts.size())), out);
    } else {
      Repeat repeat = (Repeat) node;
      int most = repeat.most < 0 ? repeat.least + 2 : repeat.most;
      int times = repeat.least + random.nextInt(most - repeat.least + 1);
      for (int i = 0; i < times; i++) {
        derive(repeat.part, out);
      }
    }
  }

  /** Whether a text matches, found by trying everything. */
  boolean matches(String text) {
    known.clear();
    return root(text, 0, text.length());
  }

  private boolean root(String text, int from, int to) {
    if (ends(rules.get(0), text, from).get(to)) {
      return true;
    }
    if (to - from >= 2
        && text.charAt(from) == '('
        && text.charAt(to - 1) == ')'
        && root(text, from + 1, to - 1)) {
      return true;
    }
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '+' && root(text, from, i) && root(text, i + 1, to)) {
        return true;
      }
    }
    return false;
  }

  /** Where a part that begins somewhere can end. */
  private BitSet ends(Node node, String text, int from) {
    BitSet[] all = known.computeIfAbsent(node, each -> new BitSet[text.length() + 1]);
    if (all[from] == null) {
      all[from] = found(node, text, from);
    }
    return all[from];
  }

  private BitSet found(Node node, String text, int from) {
    BitSet ends = new BitSet();
    if (node instanceof Literal literal) {
      if (text.startsWith(literal.text, from)) {
        ends.set(from + literal.text.length());
      }
    } else if (node instanceof Letters letters) {
      if (from < text.length() && letters.in.indexOf(text.charAt(from)) >= 0 != letters.negated) {
        ends.set(from + 1);
      }
    } else if (node instanceof Call call) {
      return ends(rules.get(call.rule), text, from);
    } else if (node instanceof Choice choice) {
      choice.parts.forEach(part -> ends.or(ends(part, text, from)));
    } else if (node instanceof Sequence sequence) {
      ends.set(from);
      for (Node part : sequence.parts) {
        BitSet next = after(part, text, ends);
        ends.clear();
        ends.or(next);
      }
    } else {
      return repeated((Repeat) node, text, from);
    }
    return ends;
  }

  private BitSet after(Node part, String text, BitSet starts) {
    BitSet ends = new BitSet();
    starts.stream().forEach(start -> ends.or(ends(part, text, start)));
    return ends;
  }

  private BitSet repeated(Repeat repeat, String text, int from) {
    BitSet now = new BitSet();
    now.set(from);
    BitSet ends = new BitSet();
    for (int i = 0; repeat.most < 0 || i <= repeat.most; i++) {
      if (i >= repeat.least) {
        int before = ends.cardinality();
        ends.or(now);
        if (ends.cardinality() == before) {
          break;
        }
      }
      now = after(repeat.part, text, now);
    }
    return ends;
  }

  /** A text that differs a little. */
  String mutate(String text) {
    StringBuilder out = new StringBuilder(text);
    String letters = LETTERS + "x()+";
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(out.length() + 1);
      char letter = letters.charAt(random.nextInt(letters.length()));
      if (at == out.length() || random.nextInt(3) == 0) {
        out.insert(at, letter);
      } else if (random.nextBoolean()) {
        out.setCharAt(at, letter);
      } else {
        out.deleteCharAt(at);
      }
    }
    return out.toString();
  }
}
