package org.nljdbc.it.difference;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An argument of a call. Each execution makes it anew, since drivers read streams and change
 * calendars.
 *
 * @param text what to print for it
 * @param value makes it, from the objects that are there
 */
record Argument(String text, Value value) {

  /** Makes an argument. */
  @FunctionalInterface
  interface Value {
    @Nullable Object of(Objects objects);
  }

  static Argument of(@Nullable Object constant) {
    String text =
        constant instanceof String string
            ? '"' + string.replace("\n", "\\n") + '"'
            : constant instanceof Object[] many ? Arrays.toString(many) : String.valueOf(constant);
    return new Argument(text, objects -> constant);
  }

  static Argument fresh(String text, Supplier<Object> maker) {
    return new Argument(text, objects -> maker.get());
  }

  /** An object that an earlier call has given, or null if there is none. */
  static Argument object(Class<?> kind, int age) {
    return new Argument(
        kind.getSimpleName() + (age == 0 ? "" : "~" + age), objects -> objects.find(kind, age));
  }
}
