package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls each method of the six interfaces, each overload, on a wrapper with arguments that cannot
 * be mistaken: the real object must see that very method with those very arguments, once; its
 * result must come back as it is, or as a wrapper of it where it leads to another JDBC object; null
 * must stay null; its exception must come back as the same instance.
 */
class RecordingTest {

  private static final Set<Class<?>> NAVIGABLE =
      Set.of(
          Connection.class,
          Statement.class,
          PreparedStatement.class,
          CallableStatement.class,
          ResultSet.class,
          DatabaseMetaData.class);

  static Stream<Arguments> methods() throws SQLException {
    WrappedConnection connection =
        Fixtures.wrap(Sentinels.proxy(Connection.class, new Recorder()), new ScriptedTranslator());
    List<Arguments> all = new ArrayList<>();
    add(all, Connection.class, real -> (WrappedConnection) wrapped(real));
    add(all, Statement.class, real -> new WrappedStatement(connection, real));
    add(all, PreparedStatement.class, real -> new WrappedPreparedStatement(connection, real, null));
    add(all, CallableStatement.class, real -> new WrappedCallableStatement(connection, real));
    add(all, ResultSet.class, real -> new WrappedResultSet(connection, null, real));
    add(all, DatabaseMetaData.class, real -> new WrappedDatabaseMetaData(connection, real));
    return all.stream();
  }

  private static Connection wrapped(Connection real) {
    try {
      return Fixtures.wrap(real, new ScriptedTranslator());
    } catch (SQLException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static <T> void add(List<Arguments> all, Class<T> type, Function<T, T> wrapping) {
    Stream.of(type.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> !method.getName().matches("unwrap|isWrapperFor"))
        .sorted(Comparator.comparing(Method::toString))
        .forEach(
            method -> {
              String name =
                  type.getSimpleName()
                      + "."
                      + method.getName()
                      + Arrays.stream(method.getParameterTypes())
                          .map(Class::getSimpleName)
                          .toList();
              all.add(Arguments.of(name, type, wrapping, method));
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void theResultComesBack(
      String name, Class<Object> type, Function<Object, Object> wrapping, Method method)
      throws Throwable {
    Recorder recorder = new Recorder();
    Object wrapper = wrapping.apply(Sentinels.proxy(type, recorder));
    Object[] arguments = Sentinels.of(method.getParameterTypes());
    recorder.result = Sentinels.result(method.getReturnType());

    Object result = method.invoke(wrapper, arguments);

    assertEquals(List.of(method), recorder.methods);
    assertArrayEquals(arguments, recorder.arguments.get(0));
    for (int i = 0; i < arguments.length; i++) {
      if (!method.getParameterTypes()[i].isPrimitive()) {
        assertSame(arguments[i], recorder.arguments.get(0)[i]);
      }
    }
    if (NAVIGABLE.contains(method.getReturnType())) {
      assertNotSame(recorder.result, result);
      assertTrue(result.getClass().getPackageName().equals("org.nljdbc.jdbc"), result::toString);
      if (!method.getReturnType().equals(Connection.class)) {
        assertSame(recorder.result, delegateOf(result));
      }
    } else if (method.getReturnType().isPrimitive()) {
      assertEquals(recorder.result, result);
    } else {
      assertSame(recorder.result, result);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void nullStaysNull(
      String name, Class<Object> type, Function<Object, Object> wrapping, Method method)
      throws Throwable {
    if (method.getReturnType().isPrimitive()) {
      return;
    }
    Object wrapper = wrapping.apply(Sentinels.proxy(type, new Recorder()));
    assertNull(
        method.invoke(
            wrapper,
            new Object[method.getParameterCount()].length == 0
                ? new Object[0]
                : Sentinels.nulls(method.getParameterTypes())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void theExceptionComesBack(
      String name, Class<Object> type, Function<Object, Object> wrapping, Method method) {
    Recorder recorder = new Recorder();
    boolean checked = Arrays.asList(method.getExceptionTypes()).contains(SQLException.class);
    Exception failure = checked ? new SQLException("sentinel") : new IllegalStateException();
    recorder.failure = failure;
    Object wrapper = wrapping.apply(Sentinels.proxy(type, recorder));
    InvocationTargetException thrown =
        assertThrows(
            InvocationTargetException.class,
            () -> method.invoke(wrapper, Sentinels.of(method.getParameterTypes())));
    assertSame(
        failure, method.getExceptionTypes().length > 0 || !checked ? thrown.getCause() : null);
  }

  private static Object delegateOf(Object wrapper) {
    if (wrapper instanceof DelegatingStatement statement) {
      return statement.delegate();
    }
    return wrapper instanceof DelegatingResultSet rows
        ? rows.delegate()
        : ((DelegatingDatabaseMetaData) wrapper).delegate();
  }

  /** Notes each call and answers as told. */
  static final class Recorder implements java.lang.reflect.InvocationHandler {
    final List<Method> methods = new ArrayList<>();
    final List<Object[]> arguments = new ArrayList<>();
    @Nullable Object result;
    @Nullable Throwable failure;

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given)
        throws Throwable {
      if (method.getDeclaringClass() == Object.class) {
        return switch (method.getName()) {
          case "hashCode" -> System.identityHashCode(proxy);
          case "equals" -> given != null && proxy == given[0];
          default -> "recorder";
        };
      }
      methods.add(method);
      arguments.add(given == null ? new Object[0] : given);
      if (failure != null) {
        throw failure;
      }
      return result != null ? result : Sentinels.zero(method.getReturnType());
    }
  }
}
