package org.nljdbc.runtime.server.openai;

import com.google.gson.JsonElement;
import java.util.function.Predicate;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.config.InvalidFieldException;

/** Members that OpenAI has and this server has not: refused, unless they ask for nothing. */
final class Unsupported {

  private Unsupported() {}

  /**
   * Refuses a member.
   *
   * @param fields where it may stand
   * @param name its name
   * @param nothing whether a value, as JSON without blanks, asks for nothing
   * @throws InvalidFieldException if it asks for something
   */
  static void check(Fields fields, String name, Predicate<String> nothing) {
    JsonElement value = fields.get(name);
    if (value != null && !nothing.test(value.toString())) {
      throw new InvalidFieldException(
          fields.at(name), "asks for what this server does not have; leave it out");
    }
  }
}
