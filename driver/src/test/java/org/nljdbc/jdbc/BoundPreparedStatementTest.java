package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nljdbc.statement.ParameterNumbers;

/** Each setter reaches every place of its parameter, and no other. */
class BoundPreparedStatementTest {

  /** Of the SQL's four parameters the second and the last have the value of marker 1. */
  private static final ParameterPlaces PLACES =
      new ParameterPlaces(new ParameterNumbers(3, List.of(3, 1, 2, 1)));

  private final RecordingTest.Recorder recorder = new RecordingTest.Recorder();
  private final PreparedStatement bound =
      new BoundPreparedStatement(Sentinels.proxy(PreparedStatement.class, recorder), PLACES);

  static Stream<Method> setters() {
    return Arrays.stream(PreparedStatement.class.getDeclaredMethods())
        .filter(method -> method.getName().startsWith("set"));
  }

  private Object[] call(Method setter, int marker) throws ReflectiveOperationException {
    Object[] arguments = Sentinels.of(setter.getParameterTypes());
    arguments[0] = marker;
    setter.invoke(bound, arguments);
    return arguments;
  }

  @ParameterizedTest
  @MethodSource("setters")
  void onePlace(Method setter) throws ReflectiveOperationException {
    Object[] arguments = call(setter, 2);
    assertEquals(List.of(setter), recorder.methods);
    assertEquals(3, recorder.arguments.get(0)[0]);
    for (int i = 1; i < arguments.length; i++) {
      if (setter.getParameterTypes()[i].isPrimitive()) {
        assertEquals(arguments[i], recorder.arguments.get(0)[i]);
      } else {
        assertSame(arguments[i], recorder.arguments.get(0)[i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("setters")
  void severalPlaces(Method setter) throws ReflectiveOperationException {
    if (Set.of(InputStream.class, Reader.class).contains(setter.getParameterTypes()[1])) {
      Throwable refused =
          assertThrows(InvocationTargetException.class, () -> call(setter, 1)).getCause();
      assertEquals("0A000", assertInstanceOf(SQLException.class, refused).getSQLState());
      return;
    }
    call(setter, 1);
    assertEquals(List.of(setter, setter), recorder.methods);
    assertEquals(List.of(2, 4), recorder.arguments.stream().map(given -> given[0]).toList());
  }

  @ParameterizedTest
  @MethodSource("setters")
  void noPlace(Method setter) {
    for (int marker : new int[] {0, 4, -1, Integer.MAX_VALUE}) {
      Throwable refused =
          assertThrows(InvocationTargetException.class, () -> call(setter, marker)).getCause();
      assertEquals("07009", assertInstanceOf(SQLException.class, refused).getSQLState());
    }
    assertTrue(recorder.methods.isEmpty());
  }

  @Test
  void allElseIsTheRealStatements() throws ReflectiveOperationException, SQLException {
    for (Method method : PreparedStatement.class.getMethods()) {
      boolean setter = method.getDeclaringClass() == PreparedStatement.class;
      if (setter && method.getName().matches("set.*|getParameterMetaData")
          || method.getName().matches("unwrap|isWrapperFor|enquote.*|isSimpleIdentifier")) {
        continue;
      }
      recorder.methods.clear();
      recorder.result = Sentinels.result(method.getReturnType());
      Object result = method.invoke(bound, Sentinels.of(method.getParameterTypes()));
      assertEquals(List.of(method), recorder.methods);
      if (method.getReturnType().isPrimitive()) {
        assertEquals(recorder.result, result);
      } else {
        assertSame(recorder.result, result);
      }
    }
    recorder.result = null;
    assertEquals(3, bound.getParameterMetaData().getParameterCount());
    assertSame(bound, bound.unwrap(BoundPreparedStatement.class));
  }
}
