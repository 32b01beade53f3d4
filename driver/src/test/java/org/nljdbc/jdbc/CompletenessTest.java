package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method of the java.sql interfaces of the JDK that runs this is ours: a default method that
 * a newer JDK adds and nobody forwards would silently be wrong.
 */
class CompletenessTest {

  static Stream<Arguments> interfaces() {
    return Stream.of(
        Arguments.of(Connection.class, WrappedConnection.class),
        Arguments.of(Statement.class, WrappedStatement.class),
        Arguments.of(PreparedStatement.class, WrappedPreparedStatement.class),
        Arguments.of(PreparedStatement.class, BoundPreparedStatement.class),
        Arguments.of(CallableStatement.class, WrappedCallableStatement.class),
        Arguments.of(ResultSet.class, WrappedResultSet.class),
        Arguments.of(DatabaseMetaData.class, WrappedDatabaseMetaData.class),
        Arguments.of(ResultSet.class, MemoryResultSet.class));
  }

  @ParameterizedTest
  @MethodSource("interfaces")
  void everyMethodIsOurs(Class<?> type, Class<?> ours) throws NoSuchMethodException {
    for (Method method : type.getMethods()) {
      if (Modifier.isStatic(method.getModifiers())) {
        continue;
      }
      Method found = ours.getMethod(method.getName(), method.getParameterTypes());
      assertEquals("org.nljdbc.jdbc", found.getDeclaringClass().getPackageName(), method::toString);
      assertTrue(!Modifier.isAbstract(found.getModifiers()), method::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("interfaces")
  void equalityIsIdentity(Class<?> type, Class<?> ours) throws NoSuchMethodException {
    List<Class<?>> declaring =
        Arrays.asList(
            ours.getMethod("equals", Object.class).getDeclaringClass(),
            ours.getMethod("hashCode").getDeclaringClass());
    assertEquals(List.of(Object.class, Object.class), declaring, type::toString);
  }
}
