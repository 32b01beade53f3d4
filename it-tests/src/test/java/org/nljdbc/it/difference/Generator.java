package org.nljdbc.it.difference;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.nljdbc.it.databases.Kind;

/**
 * Makes sequences of calls. Any method of the interfaces of java.sql may come up; what programs
 * call often comes up often. The same seed makes the same sequence.
 */
final class Generator {

  /** How often a kind of object is called. */
  private static final Map<Class<?>, Integer> KINDS =
      Map.ofEntries(
          Map.entry(Connection.class, 80),
          Map.entry(Statement.class, 90),
          Map.entry(PreparedStatement.class, 90),
          Map.entry(CallableStatement.class, 25),
          Map.entry(ResultSet.class, 150),
          Map.entry(DatabaseMetaData.class, 12),
          Map.entry(ResultSetMetaData.class, 8),
          Map.entry(ParameterMetaData.class, 6),
          Map.entry(Savepoint.class, 4),
          Map.entry(Blob.class, 6),
          Map.entry(Clob.class, 6),
          Map.entry(SQLXML.class, 2),
          Map.entry(RowId.class, 1),
          Map.entry(Array.class, 4));

  /** How often a method is called where that is not once, by its name. */
  private static final Map<String, Double> OFTEN =
      Map.ofEntries(
          Map.entry("createStatement", 14.0),
          Map.entry("prepareStatement", 14.0),
          Map.entry("prepareCall", 5.0),
          Map.entry("setAutoCommit", 14.0),
          Map.entry("commit", 8.0),
          Map.entry("rollback", 6.0),
          Map.entry("begin", 6.0),
          Map.entry("setSavepoint", 5.0),
          Map.entry("getMetaData", 3.0),
          Map.entry("abort", 0.1),
          Map.entry("getSource", 0.0), // its parser writes to the console
          Map.entry("getIndexInfo", 0.0), // it has estimates
          Map.entry("close", 0.5),
          Map.entry("executeQuery", 10.0),
          Map.entry("execute", 6.0),
          Map.entry("executeUpdate", 4.0),
          Map.entry("addBatch", 4.0),
          Map.entry("executeBatch", 3.0),
          Map.entry("getResultSet", 5.0),
          Map.entry("getMoreResults", 4.0),
          Map.entry("getGeneratedKeys", 6.0),
          Map.entry("getUpdateCount", 3.0),
          Map.entry("getConnection", 3.0),
          Map.entry("getStatement", 10.0),
          Map.entry("unwrap", 2.0),
          Map.entry("isWrapperFor", 2.0),
          Map.entry("next", 60.0),
          Map.entry("updateRow", 6.0),
          Map.entry("insertRow", 6.0),
          Map.entry("moveToInsertRow", 6.0),
          Map.entry("moveToCurrentRow", 4.0),
          Map.entry("deleteRow", 3.0),
          Map.entry("absolute", 4.0),
          Map.entry("previous", 4.0),
          Map.entry("drain", 40.0),
          Map.entry("row", 30.0),
          Map.entry("bind", 40.0),
          Map.entry("results", 12.0),
          Map.entry("settings", 3.0),
          Map.entry("state", 3.0));

  /** How a kind of object is made, and made ready, by methods of what it is made by. */
  private static final Map<Class<?>, Making> MAKING =
      Map.ofEntries(
          making(Statement.class, Connection.class, "createStatement"),
          making(PreparedStatement.class, Connection.class, "prepareStatement", "bind"),
          making(CallableStatement.class, Connection.class, "prepareCall", "out", "bind"),
          making(ResultSet.class, Statement.class, "executeQuery", "next"),
          making(DatabaseMetaData.class, Connection.class, "getMetaData"),
          making(ResultSetMetaData.class, ResultSet.class, "getMetaData"),
          making(ParameterMetaData.class, PreparedStatement.class, "getParameterMetaData"),
          making(Savepoint.class, Connection.class, "begin"),
          making(Blob.class, Connection.class, "createBlob"),
          making(Clob.class, Connection.class, "createClob"),
          making(SQLXML.class, Connection.class, "createSQLXML"),
          making(RowId.class, ResultSet.class, "getRowId"),
          making(Array.class, Connection.class, "createArrayOf"));

  private record Making(Class<?> by, String method, List<String> ready) {}

  private static Map.Entry<Class<?>, Making> making(
      Class<?> kind, Class<?> by, String method, String... ready) {
    return Map.entry(kind, new Making(by, method, List.of(ready)));
  }

  private final Random random = new Random();
  private final Arguments arguments;
  private final NavigableMap<Double, Class<?>> kinds = new TreeMap<>();
  private final Map<Class<?>, NavigableMap<Double, Method>> methods = new HashMap<>();

  Generator(Kind kind, List<Class<?>> vendor) {
    this.arguments = new Arguments(random, kind, vendor);
    double sum = 0;
    for (Class<?> one : Objects.KINDS) {
      if (Data.lacks(kind).contains(one)) {
        continue;
      }
      sum += KINDS.getOrDefault(one, 1);
      kinds.put(sum, one);
      methods.put(one, weighted(one));
    }
  }

  private static NavigableMap<Double, Method> weighted(Class<?> kind) {
    List<Method> all = new ArrayList<>(Arrays.asList(kind.getMethods()));
    for (Method routine : Routines.class.getDeclaredMethods()) {
      if (!routine.isSynthetic()
          && !Modifier.isPrivate(routine.getModifiers())
          && routine.getParameterTypes()[0].isAssignableFrom(kind)) {
        all.add(routine);
      }
    }
    all.removeIf(m -> m.getDeclaringClass() == Object.class || m.isSynthetic());
    all.removeIf(m -> Modifier.isStatic(m.getModifiers()) && m.getDeclaringClass().isInterface());
    // Reflection promises no order, and a seed has to.
    all.sort(Comparator.comparing(Method::toString));
    NavigableMap<Double, Method> result = new TreeMap<>();
    double sum = 0;
    for (Method method : all) {
      double weight = weight(kind, method);
      if (weight > 0) {
        sum += weight;
        result.put(sum, method);
      }
    }
    return result;
  }

  private static double weight(Class<?> kind, Method method) {
    double often = OFTEN.getOrDefault(method.getName(), kind == PreparedStatement.class ? 0.7 : 1);
    if (kind == Connection.class && method.getName().equals("close")) {
      return 0.1;
    }
    if (kind == ResultSet.class && method.getName().startsWith("update")) {
      return often * 0.3;
    }
    boolean inherited = method.getDeclaringClass() == Statement.class && kind != Statement.class;
    return inherited && method.getParameterCount() > 0 ? often * 0.1 : often;
  }

  /** A sequence. Before an object is called that is not there yet, it is made. */
  List<Step> sequence(long seed) {
    random.setSeed(seed);
    List<Step> steps = new ArrayList<>();
    Set<Class<?>> made = new HashSet<>(List.of(Connection.class));
    int length = 15 + random.nextInt(30);
    while (steps.size() < length) {
      Class<?> kind = kinds.higherEntry(random.nextDouble() * kinds.lastKey()).getValue();
      if (!made.contains(kind) || random.nextInt(20) == 0) {
        make(kind, steps, made);
      }
      steps.add(step(kind));
    }
    return steps;
  }

  /** Makes an object, in the state in which most of its methods work. */
  private void make(Class<?> kind, List<Step> steps, Set<Class<?>> made) {
    Making making = MAKING.get(kind);
    if (making == null) {
      return; // the connection, which is there
    }
    if (!made.contains(making.by())) {
      make(making.by(), steps, made);
    }
    steps.add(step(making.by(), making.method()));
    for (String name : making.ready()) {
      steps.add(step(kind, name));
    }
    made.add(kind);
  }

  private Step step(Class<?> kind) {
    NavigableMap<Double, Method> choice = methods.getOrDefault(kind, new TreeMap<>());
    return step(kind, choice.higherEntry(random.nextDouble() * choice.lastKey()).getValue());
  }

  private Step step(Class<?> kind, String name) {
    List<Method> named =
        methods.getOrDefault(kind, new TreeMap<>()).values().stream()
            .filter(method -> method.getName().equals(name))
            .toList();
    return step(kind, named.get(random.nextInt(named.size())));
  }

  private Step step(Class<?> kind, Method method) {
    int age = random.nextInt(3) < 2 ? 0 : random.nextInt(5);
    List<Argument> given = new ArrayList<>();
    boolean routine = Modifier.isStatic(method.getModifiers());
    for (int i = routine ? 1 : 0; i < method.getParameterCount(); i++) {
      given.add(arguments.of(method, i));
    }
    return new Step(kind, age, method, given);
  }
}
