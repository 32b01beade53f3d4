package org.nljdbc.it.difference;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.sql.Wrapper;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.nljdbc.it.databases.Kind;

/** Chooses arguments: usually such as the method expects, sometimes such as it must refuse. */
final class Arguments {

  private static final List<@Nullable Object> OBJECTS =
      Arrays.asList(
          1, "2", null, 3L, new BigDecimal("4.5"), true, LocalDate.of(2024, 2, 29), 1.5, 'c');

  /** What unwrap is asked for, besides classes of the driver. */
  private static final List<@Nullable Class<?>> REACHED =
      Arrays.asList(
          Connection.class,
          Statement.class,
          PreparedStatement.class,
          ResultSet.class,
          Wrapper.class,
          AutoCloseable.class,
          String.class,
          null);

  /** What a value is asked for as. */
  private static final List<@Nullable Class<?>> WANTED =
      Arrays.asList(
          String.class,
          Integer.class,
          Long.class,
          BigDecimal.class,
          LocalDate.class,
          LocalDateTime.class,
          byte[].class,
          Object.class,
          UUID.class,
          null);

  private static final String[] LABELS = {
    "id", "word", "amount", "ID", "note", "list", "data", "long_text", "no_such"
  };
  private static final String[] NAMES = {
    "t_words", "T_WORDS", "t_%", "%", "t_notes", "id", "no_such", ""
  };
  private static final Integer[] TYPES = {
    Types.INTEGER, Types.VARCHAR, Types.DECIMAL, Types.TIMESTAMP, Types.BLOB, Types.OTHER, 4711
  };

  private final Random random;
  private final List<String> statements;
  private final List<String> calls;
  private final List<Class<?>> vendor;

  Arguments(Random random, Kind kind, List<Class<?>> vendor) {
    this.random = random;
    this.statements = Data.statements(kind);
    this.calls = Data.calls(kind);
    this.vendor = vendor;
  }

  /** One argument of a method. */
  Argument of(Method method, int place) {
    Class<?> type = method.getParameterTypes()[place];
    String name = method.getName();
    if (type == int.class) {
      return Argument.of(number(method, place));
    }
    if (type == String.class) {
      return Argument.of(text(method, place));
    }
    if (type == Class.class) {
      return Argument.of(type(name));
    }
    if (type == boolean.class) {
      return Argument.of(random.nextBoolean());
    }
    if (type == long.class) {
      return Argument.of(pick(1L, 1L, 2L, 3L, 0L, -1L, 100L));
    }
    if (type == Object.class) {
      return Argument.of(pick(OBJECTS));
    }
    return random.nextInt(15) == 0 && !type.isPrimitive() ? Argument.of(null) : other(type);
  }

  private int number(Method method, int place) {
    String name = method.getName();
    Class<?> owner = method.getDeclaringClass();
    if (owner == Connection.class && (name.startsWith("create") || name.startsWith("prepare"))) {
      if (name.equals("prepareStatement") && method.getParameterCount() == 2) {
        return pick(Statement.RETURN_GENERATED_KEYS, Statement.NO_GENERATED_KEYS);
      }
      int part = method.getParameterTypes()[0] == String.class ? place - 1 : place;
      return random.nextInt(20) == 0
          ? 4711
          : switch (part) {
            case 0 ->
                pick(
                    ResultSet.TYPE_FORWARD_ONLY,
                    ResultSet.TYPE_FORWARD_ONLY,
                    ResultSet.TYPE_SCROLL_INSENSITIVE,
                    ResultSet.TYPE_SCROLL_SENSITIVE);
            case 1 -> pick(ResultSet.CONCUR_READ_ONLY, ResultSet.CONCUR_UPDATABLE);
            default -> pick(ResultSet.HOLD_CURSORS_OVER_COMMIT, ResultSet.CLOSE_CURSORS_AT_COMMIT);
          };
    }
    if (place > 0 && (owner == PreparedStatement.class || name.equals("registerOutParameter"))) {
      return pick(TYPES);
    }
    return switch (name) {
      case "setTransactionIsolation", "supportsTransactionIsolationLevel" -> pick(1, 2, 4, 8, 0, 3);
      case "setHoldability", "supportsResultSetHoldability" -> pick(1, 2, 3);
      case "setFetchDirection" -> pick(ResultSet.FETCH_FORWARD, ResultSet.FETCH_REVERSE, 4711);
      case "setFetchSize" -> pick(0, 1, 2, 10, -1);
      case "setNetworkTimeout" -> pick(0, 60_000, -1);
      case "setQueryTimeout" -> pick(0, 60, -1);
      case "getMoreResults" -> pick(1, 2, 3, 4);
      case "execute", "executeUpdate", "executeLargeUpdate" -> pick(1, 1, 2, 4711);
      case "isValid" -> pick(0, 5, -1);
      default -> pick(1, 1, 1, 2, 2, 3, 4, 7, 0, -1, 99);
    };
  }

  private @Nullable String text(Method method, int place) {
    String name = method.getName();
    Class<?> owner = method.getDeclaringClass();
    if (random.nextInt(60) == 0) {
      return null;
    }
    if (place == 0 && name.equals("prepareCall")) {
      return random.nextInt(6) == 0 ? pick(statements) : pick(calls);
    }
    if (place == 0 && name.equals("prepareStatement")) {
      return random.nextInt(4) == 0 ? pick(statements) : pick(Data.prepared());
    }
    boolean sql = name.startsWith("execute") || name.equals("addBatch") || name.equals("nativeSQL");
    if (place == 0 && sql) {
      int chance = random.nextInt(25);
      return name.equals("executeQuery") && chance < 21
          ? pick(Data.queries())
          : chance == 24 ? pick(Data.prepared()) : pick(statements);
    }
    if (owner == Connection.class) {
      return switch (name) {
        case "setSchema" -> pick("public", "PUBLIC", "no_such");
        case "setCatalog" -> pick("", "no_such");
        case "createArrayOf" -> pick("integer", "varchar", "INTEGER", "no_such");
        case "setClientInfo" -> pick("ApplicationName", "ClientUser", "no_such");
        default -> pick("first", "second", "");
      };
    }
    if (owner == DatabaseMetaData.class) {
      return place == 0 ? null : pick(NAMES);
    }
    if (owner == ResultSet.class && place == 0) {
      return pick(LABELS);
    }
    return pick(
        "text", "12", "2024-02-29", "12:30:00", "true", "", "O'Brien", "a longer text, too");
  }

  private @Nullable Object type(String method) {
    if (method.equals("unwrap") || method.equals("isWrapperFor")) {
      return random.nextInt(3) == 0 ? pick(vendor) : pick(REACHED);
    }
    return pick(WANTED);
  }

  private Argument other(Class<?> type) {
    if (type == byte.class) {
      return Argument.of((byte) 7);
    }
    if (type == short.class) {
      return Argument.of((short) 8);
    }
    if (type == float.class) {
      return Argument.of(1.25f);
    }
    if (type == double.class) {
      return Argument.of(pick(2.5, Double.NaN, 1e300));
    }
    if (type == BigDecimal.class) {
      return Argument.of(pick(new BigDecimal("12.50"), new BigDecimal("1e20")));
    }
    if (type == byte[].class) {
      return Argument.fresh("bytes", () -> new byte[] {1, 2, 3, -1});
    }
    if (type == int[].class) {
      return Argument.fresh("[1]", () -> new int[] {1});
    }
    if (type == String[].class) {
      String name = pick("id", "ID", "TABLE", "no_such");
      return Argument.fresh("[" + name + "]", () -> new String[] {name});
    }
    if (type == Object[].class) {
      return Argument.fresh("[1, 2]", () -> new Object[] {1, 2});
    }
    if (type == Date.class) {
      return Argument.fresh("date", () -> Date.valueOf("2024-02-29"));
    }
    if (type == Time.class) {
      return Argument.fresh("time", () -> Time.valueOf("12:30:00"));
    }
    if (type == Timestamp.class) {
      return Argument.fresh("timestamp", () -> Timestamp.valueOf("2024-02-29 12:30:00.5"));
    }
    if (type == Calendar.class) {
      return Argument.fresh(
          "calendar", () -> Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"), Locale.ROOT));
    }
    if (type == InputStream.class) {
      byte[] bytes = "stream".getBytes(StandardCharsets.US_ASCII);
      return Argument.fresh("stream", () -> new ByteArrayInputStream(bytes));
    }
    if (type == Reader.class) {
      return Argument.fresh("reader", () -> new StringReader("reader"));
    }
    if (type == Executor.class) {
      return new Argument("executor", objects -> (Executor) Runnable::run);
    }
    if (type == Map.class) {
      return Argument.fresh("map", HashMap::new);
    }
    if (type == Properties.class) {
      return Argument.fresh("properties", Properties::new);
    }
    if (type == java.net.URL.class) {
      return new Argument("url", objects -> url());
    }
    if (type == java.sql.SQLType.class) {
      return Argument.of(pick(JDBCType.INTEGER, JDBCType.VARCHAR, JDBCType.BLOB));
    }
    for (Class<?> kind :
        List.<Class<?>>of(
            Savepoint.class, Blob.class, Clob.class, SQLXML.class, RowId.class, Array.class)) {
      if (type.isAssignableFrom(kind) || kind.isAssignableFrom(type)) {
        return kind.isAssignableFrom(type) && kind != type
            ? Argument.of(null) // NClob
            : Argument.object(kind, random.nextInt(3) / 2);
      }
    }
    return Argument.of(null);
  }

  private static Object url() {
    try {
      return URI.create("http://localhost/x").toURL();
    } catch (java.net.MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @SafeVarargs
  private <T extends @Nullable Object> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private <T extends @Nullable Object> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
