package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.StringValue;

/**
 * The current day in SQLite's SQL, which is that of UTC unless it is told otherwise. Moments are
 * left alone: what SQLite stores by itself as CURRENT_TIMESTAMP is UTC, too.
 */
final class SqliteDay {

  /** The day where the process runs. */
  static final String TODAY = "date('now', 'localtime')";

  private static final Set<String> ZONES = Set.of("localtime", "utc");

  /** What a format has that tells a moment rather than a day. */
  private static final Pattern MOMENT = Pattern.compile("%[HIMSTXcfklpsPRJ]");

  private SqliteDay() {}

  /** Whether a call gives the current day, or its month or year, and that of UTC. */
  static boolean isOfUtc(String upperCaseName, List<?> arguments) {
    boolean formatted = upperCaseName.equals("STRFTIME");
    int now = formatted ? 1 : 0;
    boolean day =
        upperCaseName.equals("DATE")
            || formatted
                && arguments.size() > 1
                && arguments.get(0) instanceof StringValue format
                && !MOMENT.matcher(format.getValue()).find();
    return day
        && arguments.get(now) instanceof StringValue when
        && when.getValue().equalsIgnoreCase("now")
        && arguments.stream().noneMatch(SqliteDay::isZone);
  }

  private static boolean isZone(Object argument) {
    return argument instanceof StringValue text
        && ZONES.contains(text.getValue().toLowerCase(Locale.ROOT));
  }

  /** The same call for the day where the process runs; modifiers go on from that. */
  static String local(String name, List<?> arguments) {
    List<String> told = new ArrayList<>();
    for (Object argument : arguments) {
      told.add(argument.toString());
      if (argument.toString().equalsIgnoreCase("'now'")) {
        told.add("'localtime'");
      }
    }
    return name + "(" + String.join(", ", told) + ")";
  }
}
