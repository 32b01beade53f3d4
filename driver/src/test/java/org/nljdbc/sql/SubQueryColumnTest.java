package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.Schema;
import org.nljdbc.sql.SubQueryColumn.Fit;
import org.nljdbc.statement.NamedTable;
import org.nljdbc.statement.SubQueryPlace;
import org.nljdbc.statement.SubQueryPlace.Kind;

/** Which column a question gives where one is compared. */
class SubQueryColumnTest {

  private static final List<Dialect> DIALECTS =
      List.of(Dialect.SQLITE, Dialect.H2, Dialect.POSTGRESQL, Dialect.MARIADB);

  private static final String SAME = "same";

  /** Tables as {@code Has_Pet h}; a hyphen is none of the database's. */
  private static Fit fit(Dialect dialect, Kind kind, String left, String tables, String sql) {
    Schema schema = Schemas.keyed(dialect);
    List<NamedTable> named =
        Stream.of(tables.split(", "))
            .map(text -> text.split(" "))
            .map(
                parts ->
                    new NamedTable(
                        parts[0].equals("-") ? List.of() : Arrays.asList(parts[0].split("\\.")),
                        parts.length > 1 ? parts[1] : ""))
            .toList();
    List<String> path = left.isEmpty() ? List.of() : Arrays.asList(left.split("\\."));
    return SubQueryColumn.of(sql, new SubQueryPlace(kind, path), named, schema);
  }

  static Stream<Arguments> queries() {
    String pets = "T1.LName, COUNT(*) FROM Students T1 JOIN Has_Pet T2 ON T1.StuID = T2.StuID";
    return Stream.of(
        // all of a row: the key among it
        Arguments.of(
            "h.StuID",
            "Has_Pet h",
            "SELECT * FROM Students WHERE Age > 20",
            "SELECT nl.StuID FROM (SELECT * FROM Students WHERE Age > 20) nl WHERE nl.StuID IS NOT NULL"),
        Arguments.of(
            "StuID",
            "Has_Pet",
            "SELECT LName, StuID FROM Students ORDER BY LName LIMIT 3",
            "SELECT nl.StuID FROM (SELECT LName, StuID FROM Students ORDER BY LName LIMIT 3) nl WHERE nl.StuID IS NOT NULL"),
        Arguments.of(
            "StuID",
            "Has_Pet",
            "SELECT T2.StuID AS s, T1.PetType FROM Pets T1 JOIN Has_Pet T2 ON T1.PetID = T2.PetID",
            "SELECT nl.s FROM (SELECT T2.StuID AS s, T1.PetType FROM Pets T1 JOIN Has_Pet T2 ON"
                + " T1.PetID = T2.PetID) nl WHERE nl.s IS NOT NULL"),
        // a name: the key instead
        Arguments.of(
            "StuID",
            "Has_Pet",
            "SELECT LName FROM Students WHERE Age > 20",
            "SELECT Students.StuID FROM Students WHERE Age > 20"),
        Arguments.of(
            "Has_Pet.StuID",
            "Has_Pet, -",
            "SELECT T1.LName, T1.Age FROM Students T1 ORDER BY T1.Age LIMIT 1",
            "SELECT T1.StuID FROM Students T1 ORDER BY T1.Age LIMIT 1"),
        Arguments.of(
            "Has_Pet.StuID",
            "Has_Pet, -",
            "SELECT T1.LName AS Age FROM Students T1 ORDER BY T1.Age LIMIT 1",
            "SELECT T1.StuID FROM Students T1 ORDER BY T1.Age LIMIT 1"),
        Arguments.of(
            "StuID",
            "Has_Pet",
            "SELECT " + pets + " GROUP BY T1.StuID ORDER BY COUNT(*) DESC",
            "SELECT T1.StuID"
                + pets.substring("T1.LName, COUNT(*)".length())
                + " GROUP BY T1.StuID ORDER BY COUNT(*) DESC"),
        Arguments.of(
            "StuID",
            "Has_Pet",
            "SELECT DISTINCT LName FROM Students",
            "SELECT DISTINCT Students.StuID FROM Students"),
        Arguments.of(
            "StuID",
            "Has_Pet",
            "WITH x AS (SELECT StuID FROM Has_Pet) SELECT LName FROM Students WHERE StuID IN"
                + " (SELECT StuID FROM x)",
            "WITH x AS (SELECT StuID FROM Has_Pet) SELECT Students.StuID FROM Students WHERE StuID"
                + " IN (SELECT StuID FROM x)"),
        Arguments.of(
            "f.Source",
            "Flights f",
            "SELECT City FROM Airports",
            "SELECT Airports.Code FROM Airports"),
        // right as it is, or nothing is known that is better
        Arguments.of("StuID", "Has_Pet", "SELECT StuID FROM Students", SAME),
        Arguments.of("StuID", "Has_Pet", "SELECT StuID FROM Has_Pet", SAME),
        Arguments.of("StuID", "Has_Pet", "SELECT COUNT(*) FROM Students", SAME),
        Arguments.of("StuID", "Has_Pet", "SELECT MAX(Age) FROM Students", SAME),
        Arguments.of("StuID", "Has_Pet", "SELECT PetType FROM Pets", SAME),
        Arguments.of("StuID", "Has_Pet", "SELECT DISTINCT LName FROM Students LIMIT 3", SAME),
        Arguments.of("StuID", "Has_Pet", "SELECT LName FROM Students GROUP BY LName", SAME),
        Arguments.of("StuID", "Has_Pet", "SELECT LName AS n FROM Students ORDER BY n", SAME),
        Arguments.of("StuID", "Has_Pet", "SELECT LName FROM Students ORDER BY 1", SAME),
        Arguments.of(
            "StuID",
            "Has_Pet",
            "SELECT LName AS n FROM Students GROUP BY StuID, LName HAVING LOWER(n) > 'a'",
            SAME),
        Arguments.of(
            "StuID",
            "Has_Pet",
            "SELECT s.LName FROM Has_Pet h LEFT JOIN Students s ON s.StuID = h.StuID",
            SAME),
        Arguments.of(
            "StuID", "Has_Pet", "SELECT LName FROM Students UNION SELECT City FROM Airports", SAME),
        Arguments.of(
            "StuID",
            "Has_Pet",
            "SELECT a.LName FROM Students a JOIN Students b ON a.Age = b.Age",
            SAME),
        Arguments.of(
            "StuID", "Has_Pet", "SELECT LName FROM (SELECT LName FROM Students) Students", SAME),
        // the left side is not sure
        Arguments.of("StuID", "Has_Pet, Students", "SELECT LName FROM Students", SAME),
        Arguments.of("StuID", "Has_Pet, -", "SELECT LName FROM Students", SAME),
        Arguments.of("StuID", "elsewhere.Has_Pet", "SELECT LName FROM Students", SAME),
        Arguments.of("x.StuID", "Has_Pet x, Pets x", "SELECT LName FROM Students", SAME),
        Arguments.of("Has_Pet.StuID", "Has_Pet x", "SELECT LName FROM Students", SAME),
        Arguments.of("Age", "Students", "SELECT LName FROM Students", SAME),
        Arguments.of("", "Has_Pet", "SELECT LName FROM Students", SAME),
        // of the same name
        Arguments.of(
            "p.Country",
            "People p",
            "SELECT Country, COUNT(*) FROM People GROUP BY Country",
            "SELECT nl.Country FROM (SELECT Country, COUNT(*) FROM People GROUP BY Country) nl WHERE nl.Country IS NOT NULL"),
        Arguments.of(
            "whatever.Name",
            "-",
            "SELECT Height, People_ID AS Name FROM People",
            "SELECT nl.Name FROM (SELECT Height, People_ID AS Name FROM People) nl WHERE nl.Name IS NOT NULL"));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void takesTheColumnThatIsMeant(String left, String tables, String sql, String expected) {
    for (Dialect dialect : DIALECTS) {
      Fit fit = fit(dialect, Kind.VALUE, left, tables, sql);
      String wanted = expected.equals(SAME) ? sql : expected;
      assertEquals(lower(wanted), lower(fit.sql()), dialect.name());
      assertEquals(List.of(), fit.tooMany());
      assertEquals(expected.equals(SAME), fit.note().isEmpty(), fit.note());
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  @Test
  void saysWhichColumnsThereAreWhereNoneIsSure() {
    for (Dialect dialect : DIALECTS) {
      for (String sql :
          List.of(
              "SELECT LName, Age FROM Students GROUP BY LName, Age",
              "SELECT LName, Age FROM Students UNION SELECT City, 1 FROM Airports",
              "SELECT LName, ? AS Age FROM Students")) {
        Fit fit = fit(dialect, Kind.SET, "StuID", "Has_Pet", sql);
        assertEquals("lname, age", lower(String.join(", ", fit.tooMany())), sql);
        assertEquals(sql, fit.sql());
      }
      assertEquals(3, fit(dialect, Kind.VALUE, "", "-", "SELECT * FROM Students").tooMany().size());
      Fit rows = fit(dialect, Kind.ROWS, "", "-", "SELECT * FROM Students");
      assertEquals("SELECT * FROM Students", rows.sql());
      assertEquals(List.of(), rows.tooMany());
    }
  }

  @Test
  void tellsWhatIsCompared() {
    Fit key = fit(Dialect.SQLITE, Kind.SET, "h.StuID", "Has_Pet h", "SELECT * FROM Students");
    assertEquals(
        "Within SQL, Has_Pet.StuID is compared with Students.StuID, to which it refers, not with"
            + " LName, Age.",
        key.note());
    Fit name =
        fit(
            Dialect.H2,
            Kind.SET,
            "Name",
            "People",
            "SELECT Name, COUNT(*) FROM People GROUP BY Name");
    assertTrue(name.note().contains("name is compared with the column of that name"), name.note());
  }

  @Test
  void mySqlTakesNoLimitInASet() {
    String sql = "SELECT StuID FROM Students ORDER BY Age LIMIT 3";
    for (Dialect dialect : DIALECTS) {
      String wrapped = "SELECT * FROM (" + sql + ") nl";
      assertEquals(
          dialect == Dialect.MARIADB ? wrapped : sql,
          fit(dialect, Kind.SET, "StuID", "Has_Pet", sql).sql());
      assertEquals(sql, fit(dialect, Kind.VALUE, "StuID", "Has_Pet", sql).sql());
    }
  }
}
