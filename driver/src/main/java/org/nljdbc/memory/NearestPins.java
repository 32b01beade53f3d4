package org.nljdbc.memory;

import java.util.List;
import org.nljdbc.meaning.MaskedWords;
import org.nljdbc.schema.Schema;
import org.nljdbc.sql.SqlLiteral;
import org.nljdbc.sql.SqlLiterals;

/** Finds pins by the words of their questions. Immutable. */
final class NearestPins {

  /** Less than this has in common what questions about anything have. */
  private static final double LEAST_SHARE = 0.1;

  private final List<Pin> pins;
  private final WordIndex index;

  private NearestPins(List<Pin> pins, WordIndex index) {
    this.pins = pins;
    this.index = index;
  }

  static NearestPins of(List<Pin> pins, Schema schema) {
    return new NearestPins(
        pins,
        new WordIndex(
            pins.stream()
                .map(pin -> MaskedWords.of(pin.question(), values(pin, schema)))
                .toList()));
  }

  /** The values of a pin's SQL: where they stand in its question, they stand for any other. */
  private static List<String> values(Pin pin, Schema schema) {
    return SqlLiterals.of(pin.sql(), schema).orElse(List.of()).stream()
        .filter(literal -> literal.kind() == SqlLiteral.Kind.TEXT)
        .map(literal -> literal.value().replaceAll("^%+|%+$", ""))
        .toList();
  }

  /** The pins that are like a question, the nearest first. */
  List<Pin> to(List<String> words) {
    return index.find(words).stream()
        .filter(hit -> hit.share() >= LEAST_SHARE)
        .map(hit -> pins.get(hit.text()))
        .toList();
  }
}
