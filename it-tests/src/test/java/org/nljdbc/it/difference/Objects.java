package org.nljdbc.it.difference;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JDBC objects that a sequence has met so far, each with a name. */
final class Objects {

  /** What is called: the more special kind first. */
  static final List<Class<?>> KINDS =
      List.of(
          Connection.class,
          CallableStatement.class,
          PreparedStatement.class,
          Statement.class,
          ResultSet.class,
          DatabaseMetaData.class,
          ResultSetMetaData.class,
          ParameterMetaData.class,
          Savepoint.class,
          Blob.class,
          Clob.class,
          SQLXML.class,
          RowId.class,
          Array.class);

  /** What our driver puts its own objects in place of. */
  private static final List<Class<?>> WRAPPED = KINDS.subList(0, 6);

  private final Map<Class<?>, List<Object>> byKind = new HashMap<>();
  private final List<Named> all = new ArrayList<>();
  private final Set<ResultSet> aside = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The object of that kind and age, or null if there are none of that kind. */
  @Nullable Object find(Class<?> kind, int age) {
    List<Object> known = byKind.getOrDefault(kind, List.of());
    return known.isEmpty() ? null : known.get(known.size() - 1 - age % known.size());
  }

  /** Notes that a result set is no result of a statement's execution. */
  void setAside(ResultSet rows) {
    aside.add(rows);
  }

  boolean isAside(ResultSet rows) {
    return aside.contains(rows);
  }

  /**
   * What to call an object of JDBC: its name if it was met before, or else a new one. One that is
   * of two kinds at once, as SQLite's statements are their own metadata, has two names.
   */
  String name(Object object, Class<?> kind) {
    for (Named known : all) {
      if (known.object == object && (kind.isAssignableFrom(known.kind))) {
        return known.name;
      }
    }
    List<Object> known = byKind.computeIfAbsent(kind, k -> new ArrayList<>());
    known.add(object);
    String name = kind.getSimpleName() + "#" + known.size();
    if (!WRAPPED.contains(kind)) {
      name += " " + object.getClass().getName();
    }
    all.add(new Named(object, kind, name));
    return "new " + name;
  }

  private record Named(Object object, Class<?> kind, String name) {}

  /**
   * The kind of an object, or null if it is a value. What a method declares goes first: what a
   * driver's own class is besides is its own affair.
   */
  static @Nullable Class<?> kindOf(Object object, Class<?> declared) {
    if (KINDS.contains(declared)) {
      return declared;
    }
    return KINDS.stream().filter(kind -> kind.isInstance(object)).findFirst().orElse(null);
  }
}
