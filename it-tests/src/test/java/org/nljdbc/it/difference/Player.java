package org.nljdbc.it.difference;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nljdbc.it.transparency.Values;

/** Plays sequences on one copy of the data, and says what each step has brought. */
final class Player {

  /** What says where an object lies in memory. */
  private static final Pattern ADDRESS = Pattern.compile("@[0-9a-f]{5,8}\\b");

  /** What the JVM says besides, and leaves out as soon as it has compiled the code. */
  private static final Pattern BY_JVM =
      Pattern.compile(
          "(java\\.lang\\.(?:NullPointer|ArrayIndexOutOfBounds|ClassCast|NegativeArraySize)"
              + "Exception): [^\n]*");

  /** The names of databases, which differ. */
  private static final Pattern NAMES = Copy.names();

  private final Copy copy;

  Player(Copy copy) {
    this.copy = copy;
  }

  /** Plays a sequence on fresh data and a fresh connection: a line for each step. */
  List<String> play(List<Step> steps) throws SQLException {
    copy.reset();
    List<String> log = new ArrayList<>();
    Connection connection = copy.connect();
    Objects objects = new Objects();
    objects.name(connection, Connection.class);
    for (Step step : steps) {
      log.add(stable(outcome(step, objects)));
    }
    log.add(stable(call(() -> Routines.state(connection))));
    String closed = stable(call(() -> Routines.close(connection)));
    log.add(closed);
    log.add(stable(copy.contents()));
    if (!closed.equals(Routines.CLOSED)) {
      copy.renew();
    }
    return log;
  }

  private static String outcome(Step step, Objects objects) {
    Object target = objects.find(step.on(), step.age());
    if (target == null) {
      return "nothing to call";
    }
    List<@Nullable Object> arguments = new ArrayList<>();
    if (step.isRoutine()) {
      arguments.add(target);
    }
    for (Argument argument : step.arguments()) {
      arguments.add(argument.value().of(objects));
    }
    return call(
        () -> {
          Object value = step.method().invoke(target, arguments.toArray());
          return value == null ? "null" : text(target, step.method(), value, objects);
        });
  }

  /**
   * What a call has given. Of results that no statement of the sequence has made (generated keys,
   * metadata, and so on) drivers tell statements of their own, or others; ours names the one that
   * was called. There only the connection behind it is compared.
   */
  private static String text(Object target, Method method, Object value, Objects objects)
      throws Exception {
    if (method.getName().equals("unwrap")) {
      return "unwrapped";
    }
    Class<?> kind = Objects.kindOf(value, method.getReturnType());
    if (kind == null || target instanceof Array) {
      return Values.text(value); // an array is the driver's own, and so is what it gives
    }
    if (target instanceof ResultSet rows && kind == Statement.class && objects.isAside(rows)) {
      return "a statement of "
          + objects.name(((Statement) value).getConnection(), Connection.class);
    }
    if (kind == ResultSet.class && !(target instanceof Statement && !isKeys(method))) {
      objects.setAside((ResultSet) value);
    }
    return objects.name(value, kind);
  }

  private static boolean isKeys(Method method) {
    return method.getName().equals("getGeneratedKeys");
  }

  private interface Call {
    String make() throws Exception;
  }

  private static String call(Call call) {
    try {
      return call.make();
    } catch (InvocationTargetException thrown) {
      return Values.failure(java.util.Objects.requireNonNull(thrown.getCause()));
    } catch (Exception thrown) {
      return Values.failure(thrown);
    }
  }

  private static String stable(String line) {
    String text = line;
    if (Copy.mayName(text)) {
      text = NAMES.matcher(text).replaceAll("db");
    }
    if (text.indexOf('@') >= 0) {
      text = ADDRESS.matcher(text).replaceAll("@");
    }
    return text.startsWith("java.lang.") ? BY_JVM.matcher(text).replaceAll("$1") : text;
  }
}
