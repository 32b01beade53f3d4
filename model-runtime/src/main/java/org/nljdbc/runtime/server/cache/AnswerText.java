package org.nljdbc.runtime.server.cache;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.config.InvalidFieldException;
import org.nljdbc.translate.Reading;
import org.nljdbc.translate.SharedAnswer;

/** An answer as JSON. */
final class AnswerText {

  /** Each is checked against the database. */
  private static final int MOST_READINGS = 8;

  private AnswerText() {}

  static String write(SharedAnswer answer) {
    JsonObject json = new JsonObject();
    json.addProperty("id", answer.id());
    json.addProperty("question", answer.question());
    json.addProperty("sql", answer.sql());
    json.addProperty("model", answer.model());
    addNumber(json, "log_probability", answer.logProbability());
    json.addProperty("tokens", answer.tokens());
    addNumber(json, "confidence", answer.confidence());
    json.add("notes", texts(answer.notes()));
    json.add("terms", texts(answer.terms()));
    json.add("examples", texts(answer.examples()));
    JsonArray readings = new JsonArray();
    for (Reading reading : answer.readings()) {
      JsonObject other = new JsonObject();
      other.addProperty("sql", reading.sql());
      addNumber(other, "confidence", reading.confidence());
      readings.add(other);
    }
    json.add("readings", readings);
    return json.toString();
  }

  private static void addNumber(JsonObject json, String name, double number) {
    if (!Double.isNaN(number)) {
      json.addProperty(name, number);
    }
  }

  private static JsonArray texts(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  /** Reads one; null if it is none. */
  static @Nullable SharedAnswer read(String text) {
    try {
      Fields fields = Fields.of("", JsonParser.parseString(text));
      return new SharedAnswer(
          fields.text("id"),
          fields.text("question"),
          fields.text("sql"),
          fields.text("model"),
          fields.number("log_probability", Double.NaN, -Double.MAX_VALUE, 0),
          fields.integer("tokens", 0, 0, Integer.MAX_VALUE),
          fields.number("confidence", Double.NaN, 0, 1),
          fields.texts("notes"),
          fields.texts("terms"),
          fields.texts("examples"),
          fields.objects("readings").stream()
              .limit(MOST_READINGS)
              .map(AnswerText::reading)
              .toList());
    } catch (JsonParseException | InvalidFieldException | NumberFormatException e) {
      return null;
    }
  }

  private static Reading reading(Fields fields) {
    return new Reading(fields.text("sql"), fields.number("confidence", Double.NaN, 0, 1));
  }
}
