package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.Schema;
import org.nljdbc.sql.SqlChecker.Checked;

/** Breaks good queries: the checker restores them or leaves a problem. */
class MendProperties {

  private static final List<String> GOOD =
      List.of(
          "SELECT T1.Name, T2.Earnings FROM People AS T1 JOIN Poker_Player AS T2"
              + " ON T1.People_ID = T2.People_ID WHERE T1.Height > 180 ORDER BY T2.Earnings",
          "SELECT PetType, avg(Weight) FROM Pets GROUP BY PetType HAVING max(Pet_Age) > 3",
          "SELECT LName FROM Students WHERE StuID IN (SELECT StuID FROM Has_Pet)",
          "SELECT s.LName FROM Students s WHERE EXISTS (SELECT 1 FROM Has_Pet h JOIN Pets p"
              + " ON h.PetID = p.PetID WHERE h.StuID = s.StuID AND p.Weight > s.Age)",
          "WITH t AS (SELECT PetType, Weight FROM Pets) SELECT PetType FROM t WHERE Weight > 1",
          "SELECT Country FROM People EXCEPT SELECT City FROM Airports ORDER BY Country",
          "SELECT a.City, b.City FROM Flights JOIN Airports a ON Source = a.Code JOIN Airports b"
              + " ON Target = b.Code WHERE Flight_No = 3");

  private static final Pattern NAME =
      Pattern.compile(
          "\\b(?:(\\w+)\\.)?(Name|Earnings|People_ID|Height|PetType|Weight|Pet_Age|LName|StuID"
              + "|PetID|Age|Country|City|Source|Target|Code|Flight_No)\\b");

  @Provide
  Arbitrary<Dialect> dialects() {
    return Arbitraries.of(Dialect.SQLITE, Dialect.H2, Dialect.POSTGRESQL, Dialect.MYSQL);
  }

  @Property(tries = 400)
  void restoresOrLeavesAProblem(
      @ForAll @From("dialects") Dialect dialect,
      @ForAll @IntRange(max = 6) int query,
      @ForAll @IntRange(max = 8) int place,
      @ForAll @IntRange(max = 8) int second,
      @ForAll @IntRange(max = 6) int how) {
    Schema schema = Schemas.keyed(dialect);
    String broken = broken(broken(GOOD.get(query), place, how), second, 6 - how);
    Checked checked = SqlChecker.check(broken, schema);
    if (checked.problems().isEmpty()) {
      Checked again = SqlChecker.check(checked.sql(), schema);
      assertEquals(List.of(), again.problems(), broken);
      assertEquals(List.of(), again.notes(), broken);
      assertEquals(checked.sql(), again.sql(), broken);
    } else {
      assertEquals(List.of(), checked.problems().stream().filter(p -> p.forbidden()).toList());
    }
  }

  @Property(tries = 200)
  void restoresSpelling(
      @ForAll @IntRange(max = 6) int query,
      @ForAll @IntRange(max = 8) int place,
      @ForAll @IntRange(max = 2) int how) {
    String good = GOOD.get(query);
    String broken = broken(good, place, how);
    Checked checked = SqlChecker.check(broken, Schemas.keyed(Dialect.SQLITE));
    assertEquals(List.of(), checked.problems(), broken);
    // A name that SQLite takes as it is keeps its case.
    assertEquals(good.toLowerCase(Locale.ROOT), checked.sql().toLowerCase(Locale.ROOT), broken);
  }

  private static String broken(String good, int place, int how) {
    Matcher names = NAME.matcher(good);
    for (int i = 0; names.find(); i++) {
      if (i == place) {
        String qualifier = names.group(1) == null ? "" : names.group(1) + ".";
        String text = broken(qualifier, names.group(2), how);
        return good.substring(0, names.start()) + text + good.substring(names.end());
      }
    }
    return good;
  }

  private static String broken(String qualifier, String name, int how) {
    return switch (how) {
      case 0 -> qualifier + name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
      case 1 -> qualifier + name.replace("_", "");
      case 2 -> qualifier + name.toUpperCase(Locale.ROOT);
      case 3 -> qualifier + name + "s";
      case 4 -> qualifier + name.charAt(0) + name.substring(2);
      case 5 -> name;
      default -> qualifier.equals("T1.") ? "T2." + name : "T1." + name;
    };
  }
}
