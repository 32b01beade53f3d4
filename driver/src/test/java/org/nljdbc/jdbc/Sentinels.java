package org.nljdbc.jdbc;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.SQLWarning;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.mockito.Mockito;

/** Values that cannot be mistaken for any other. */
final class Sentinels {

  private static final Map<Class<?>, Object> PRIMITIVES =
      Map.of(
          boolean.class,
          true,
          byte.class,
          (byte) 71,
          short.class,
          (short) 7171,
          int.class,
          717171,
          long.class,
          7171717171L,
          float.class,
          71.5f,
          double.class,
          717.25,
          char.class,
          'q');

  private Sentinels() {}

  /** An object of an interface that does what a handler says. */
  static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Sentinels.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  static Object[] of(Class<?>[] types) {
    Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      Object primitive = PRIMITIVES.get(types[i]);
      values[i] = primitive instanceof Integer number ? (Object) (number + i) : value(types[i]);
    }
    return values;
  }

  /** Null for each object, zero for each primitive; a class stays, since no method allows null. */
  static @Nullable Object[] nulls(Class<?>[] types) {
    @Nullable Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      values[i] = types[i].isPrimitive() ? zero(types[i]) : null;
    }
    return values;
  }

  /** What a method may return, or null for void. */
  static @Nullable Object result(Class<?> type) {
    return type == void.class ? null : value(type);
  }

  static @Nullable Object zero(Class<?> type) {
    return type == void.class || !type.isPrimitive()
        ? null
        : Array.get(Array.newInstance(type, 1), 0);
  }

  private static Object value(Class<?> type) {
    Object primitive = PRIMITIVES.get(type);
    if (primitive != null) {
      return primitive;
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 3);
    }
    if (type == String.class) {
      return new String("sentinel");
    }
    if (type == Class.class) {
      return Object.class;
    }
    if (type == Object.class) {
      return new Object();
    }
    if (type == BigDecimal.class) {
      return new BigDecimal("7.1");
    }
    if (type == Map.class) {
      return new HashMap<>();
    }
    if (type == Properties.class) {
      return new Properties();
    }
    if (type == SQLWarning.class) {
      return new SQLWarning("sentinel");
    }
    if (type.isInterface()) {
      return proxy(type, (proxy, method, arguments) -> zero(method.getReturnType()));
    }
    return Mockito.mock(type);
  }
}
