package org.nljdbc.memory;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Schema;
import org.nljdbc.sql.SqlLiteral;
import org.nljdbc.sql.SqlLiterals;

/**
 * A pin's SQL with the values of another question of the same shape.
 *
 * @param pin the pin
 * @param sql its SQL with the values; not checked yet
 * @param values each parameter with its new value
 * @param places where the values without quotes stand in {@code sql}, by the index of their first
 *     character: a column must be shown to hold them
 */
public record PinBinding(Pin pin, String sql, List<PinParameter> values, List<Integer> places) {

  private static final int LONGEST = 200;

  /** Keeps its own copies of the lists. */
  public PinBinding {
    values = List.copyOf(values);
    places = List.copyOf(places);
  }

  /** A change of the pin's SQL. */
  private record Edit(PinParameter value, SqlLiteral literal, String text) {}

  /**
   * Binds the values of a question.
   *
   * @param pin the pin
   * @param shape the shape of its question
   * @param question the question
   * @param schema the schema
   * @return empty if the question has another shape, or a value cannot be bound for certain
   */
  static Optional<PinBinding> of(
      Pin pin, QuestionShape shape, QuestionWords question, Schema schema) {
    Optional<List<String>> values = shape.match(question);
    if (values.isEmpty() || !shape.gaps().equals(pin.parameters())) {
      return Optional.empty();
    }
    return SqlLiterals.of(pin.sql(), schema)
        .flatMap(literals -> bound(pin, values.get(), literals));
  }

  private static Optional<PinBinding> bound(
      Pin pin, List<String> values, List<SqlLiteral> literals) {
    List<Edit> edits = new ArrayList<>();
    List<PinParameter> bound = new ArrayList<>();
    List<String> days =
        pin.parameters().stream()
            .filter(parameter -> parameter.kind() == LiteralKind.DATE)
            .map(PinParameter::literal)
            .toList();
    DatePlaces dates = DatePlaces.of(days, pin.sql(), literals);
    for (int i = 0; i < values.size(); i++) {
      PinParameter parameter = pin.parameters().get(i);
      PinParameter value = new PinParameter(parameter.name(), parameter.kind(), values.get(i));
      bound.add(value);
      boolean sure =
          parameter.kind() == LiteralKind.DATE
              ? addDay(value, dates.of(parameter.literal()), edits)
              : addValue(value, parameter, pin.sql(), literals, edits);
      if (!sure) {
        return Optional.empty();
      }
    }
    edits.sort(Comparator.comparingInt(edit -> edit.literal().start()));
    StringBuilder sql = new StringBuilder();
    List<Integer> places = new ArrayList<>();
    int from = 0;
    for (Edit edit : edits) {
      sql.append(pin.sql(), from, edit.literal().start());
      if (edit.value().kind() == LiteralKind.VALUE) {
        places.add(sql.length());
      }
      sql.append(edit.text());
      from = edit.literal().end();
    }
    sql.append(pin.sql(), from, pin.sql().length());
    return Optional.of(new PinBinding(pin, sql.toString(), bound, places));
  }

  private static boolean addValue(
      PinParameter value,
      PinParameter pinned,
      String sql,
      List<SqlLiteral> literals,
      List<Edit> edits) {
    SqlLiteral place = PinParameters.place(sql, literals, pinned.kind(), pinned.literal());
    String text = place == null ? null : rendered(value.literal(), place);
    return place != null && text != null && edits.add(new Edit(value, place, text));
  }

  /** Puts a day wherever its form stands; false if it has not that form, or not that alone. */
  private static boolean addDay(
      PinParameter value, List<DatePlaces.Place> places, List<Edit> edits) {
    LocalDate day = LocalDate.parse(value.literal());
    for (DatePlaces.Place place : places) {
      String form = place.form().of(day);
      String text = form == null ? null : rendered(form, place.literal());
      Edit known = at(place.literal(), edits);
      if (text == null || known != null && !known.text().equals(text)) {
        return false;
      }
      if (known == null) {
        edits.add(new Edit(value, place.literal(), text));
      }
    }
    return !places.isEmpty();
  }

  private static @Nullable Edit at(SqlLiteral place, List<Edit> edits) {
    return edits.stream().filter(edit -> edit.literal().equals(place)).findFirst().orElse(null);
  }

  /** A value as SQL, or null if databases may read it in different ways. */
  private static @Nullable String rendered(String value, SqlLiteral place) {
    if (place.kind() == SqlLiteral.Kind.NUMBER) {
      return value; // nothing but digits and a point
    }
    boolean plain =
        value.length() <= LONGEST
            && value.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c));
    return plain ? "'" + value.replace("'", "''") + "'" : null;
  }

  /** For people: {@code $1 = 10, $2 = 2024}. */
  public String told() {
    return String.join(", ", values.stream().map(PinParameter::toString).toList());
  }
}
