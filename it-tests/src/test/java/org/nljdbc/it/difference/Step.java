package org.nljdbc.it.difference;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One call of a sequence. It names its object by kind and age, so that it keeps a meaning when
 * steps before it are left out.
 *
 * @param on the kind of object to call
 * @param age which of that kind: 0 for the newest, 1 for the one before, and so on
 * @param method a method of that kind, or a static one that takes the object first
 * @param arguments the other arguments
 */
record Step(Class<?> on, int age, Method method, List<Argument> arguments) {

  boolean isRoutine() {
    return Modifier.isStatic(method.getModifiers());
  }

  @Override
  public String toString() {
    return on.getSimpleName()
        + (age == 0 ? "" : "~" + age)
        + "."
        + method.getName()
        + arguments.stream().map(Argument::text).collect(Collectors.joining(", ", "(", ")"));
  }
}
