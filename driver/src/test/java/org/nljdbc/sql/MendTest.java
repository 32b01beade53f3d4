package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Dialect;
import org.nljdbc.sql.SqlChecker.Checked;

/** What the checker puts right, and what it leaves to the model. */
class MendTest {

  private static Checked check(Dialect dialect, String sql) {
    return SqlChecker.check(sql, Schemas.keyed(dialect));
  }

  private static void assertMended(Dialect dialect, String wrong, String right) {
    Checked checked = check(dialect, wrong);
    assertEquals(List.of(), checked.problems(), checked::message);
    assertEquals(right, checked.sql());
    assertFalse(checked.notes().isEmpty(), wrong);
    Checked again = check(dialect, checked.sql());
    assertEquals(List.of(), again.notes(), "what holds is not mended again");
    assertEquals(right, again.sql());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT pet_type FROM Pets | SELECT PetType FROM Pets",
        "SELECT Students FROM Pets WHERE Pet_Types = 'cat' | ",
        "SELECT PetTypes FROM Pets | SELECT PetType FROM Pets",
        "SELECT Weigth FROM Pets | SELECT Weight FROM Pets",
        "SELECT Wieght FROM Pets | SELECT Weight FROM Pets",
        "SELECT Weigh FROM Pets | SELECT Weight FROM Pets",
        "SELECT \"Pet Type\" FROM Pets ORDER BY Age | SELECT PetType FROM Pets ORDER BY Pet_Age",
        "SELECT ID FROM People | SELECT People_ID FROM People",
        "SELECT count(*) FROM Pet | SELECT count(*) FROM Pets",
        "SELECT Pet.PetType FROM Pet | SELECT Pets.PetType FROM Pets",
        "SELECT p.pet_type FROM Pets p WHERE p.weigths > 3 | ",
        "SELECT Pets.Weight FROM Pets AS T1 | SELECT T1.Weight FROM Pets AS T1",
        "SELECT Pets.* FROM Pets AS T1 | SELECT T1.* FROM Pets AS T1",
        "SELECT x.pet_type FROM (SELECT PetType FROM Pets) x"
            + " | SELECT x.PetType FROM (SELECT PetType FROM Pets) x",
        "WITH c AS (SELECT pet_type FROM Pets) SELECT PetType FROM c"
            + " | WITH c AS (SELECT PetType FROM Pets) SELECT PetType FROM c",
        "SELECT Name FROM People UNION SELECT pet_type FROM Pets"
            + " | SELECT Name FROM People UNION SELECT PetType FROM Pets",
        "SELECT a.pet_type FROM Pets a JOIN Pets b ON a.PetID = b.PetID"
            + " | SELECT a.PetType FROM Pets a JOIN Pets b ON a.PetID = b.PetID",
        "SELECT T1.Weight FROM Has_Pet T1 JOIN Pets T2 ON T1.PetID = T2.PetID"
            + " | SELECT T2.Weight FROM Has_Pet T1 JOIN Pets T2 ON T1.PetID = T2.PetID",
        "SELECT T1.pet_type FROM Has_Pet T1 JOIN Pets T2 ON T1.PetID = T2.PetID"
            + " | SELECT T2.PetType FROM Has_Pet T1 JOIN Pets T2 ON T1.PetID = T2.PetID",
        "SELECT PetID FROM Has_Pet T1 JOIN Pets T2 ON T1.PetID = T2.PetID"
            + " | SELECT T1.PetID FROM Has_Pet T1 JOIN Pets T2 ON T1.PetID = T2.PetID",
        "SELECT PetID FROM Has_Pet T1, Pets T2 WHERE (T1.PetID = T2.PetID) AND T2.Weight > 3"
            + " | SELECT T1.PetID FROM Has_Pet T1, Pets T2 WHERE (T1.PetID = T2.PetID) AND"
            + " T2.Weight > 3",
        "SELECT Weight FROM Has_Pet T1 JOIN Pets T2 ON T1.ID = T2.Has_Pet_Number"
            + " | SELECT Weight FROM Has_Pet T1 JOIN Pets T2 ON T1.PetID = T2.PetID",
      })
  void putsNamesRight(String wrong, String right) {
    if (right == null) {
      assertFalse(check(Dialect.SQLITE, wrong).problems().isEmpty());
    } else {
      assertMended(Dialect.SQLITE, wrong, right);
      assertFalse(check(Dialect.SQLITE, wrong).joined());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT Name FROM Poker_Player"
            + " | SELECT People.Name FROM Poker_Player"
            + " JOIN People ON Poker_Player.People_ID = People.People_ID",
        "SELECT T1.Name FROM Poker_Player AS T1 WHERE T1.Earnings > 3 ORDER BY Height"
            + " | SELECT People.Name FROM Poker_Player AS T1 JOIN People ON T1.People_ID ="
            + " People.People_ID WHERE T1.Earnings > 3 ORDER BY People.Height",
        "SELECT People_ID, count(*) FROM Poker_Player WHERE People.Height > 2 GROUP BY People_ID"
            + " | SELECT Poker_Player.People_ID, count(*) FROM Poker_Player JOIN People ON"
            + " Poker_Player.People_ID = People.People_ID WHERE People.Height > 2 GROUP BY"
            + " Poker_Player.People_ID",
        "SELECT * FROM Poker_Player ORDER BY Name"
            + " | SELECT Poker_Player.* FROM Poker_Player JOIN People ON Poker_Player.People_ID ="
            + " People.People_ID ORDER BY People.Name",
        "SELECT Name FROM People ORDER BY Earnings LIMIT 1"
            + " | SELECT Name FROM People JOIN Poker_Player ON People.People_ID ="
            + " Poker_Player.People_ID ORDER BY Poker_Player.Earnings LIMIT 1",
        "SELECT LName FROM Students WHERE PetType = 'cat'"
            + " | SELECT LName FROM Students JOIN Has_Pet ON Students.StuID = Has_Pet.StuID JOIN"
            + " Pets ON Has_Pet.PetID = Pets.PetID WHERE Pets.PetType = 'cat'",
        "SELECT s.LName FROM Students s LEFT JOIN Has_Pet h ON s.StuID = h.StuID WHERE Weight > 1"
            + " | SELECT s.LName FROM Students s LEFT JOIN Has_Pet h ON s.StuID = h.StuID LEFT JOIN"
            + " Pets ON h.PetID = Pets.PetID WHERE Pets.Weight > 1",
        "SELECT Weight FROM Has_Pet, Airports"
            + " | SELECT Pets.Weight FROM Has_Pet JOIN Pets ON Has_Pet.PetID = Pets.PetID,"
            + " Airports",
        "SELECT Name FROM People WHERE Height > (SELECT max(Name) FROM Poker_Player x)" + " | ",
        "SELECT City FROM Airports WHERE Code IN (SELECT Height FROM Poker_Player)"
            + " | SELECT City FROM Airports WHERE Code IN (SELECT People.Height FROM Poker_Player"
            + " JOIN People ON Poker_Player.People_ID = People.People_ID)",
        "SELECT LName FROM Students AS People WHERE EXISTS (SELECT Name FROM Poker_Player)"
            + " | SELECT LName FROM Students AS People WHERE EXISTS (SELECT People_2.Name FROM"
            + " Poker_Player JOIN People AS People_2 ON Poker_Player.People_ID ="
            + " People_2.People_ID)",
        "SELECT Earnings FROM Poker_Player UNION SELECT pet_type FROM Has_Pet"
            + " | SELECT Earnings FROM Poker_Player UNION SELECT Pets.PetType FROM Has_Pet JOIN"
            + " Pets ON Has_Pet.PetID = Pets.PetID",
      })
  void addsTheJoinThatIsMissing(String wrong, String right) {
    if (right == null) {
      assertTrue(check(Dialect.SQLITE, wrong).notes().isEmpty(), "it is correlated");
    } else {
      assertMended(Dialect.SQLITE, wrong, right);
      assertTrue(check(Dialect.SQLITE, wrong).joined());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT City FROM Flights", // from or to?
        "SELECT b.Code FROM Flights a JOIN Flights b ON a.Source = b.Airport_Code",
        "SELECT Name FROM Poker_Player a JOIN Poker_Player b ON a.Earnings = b.Money_Rank",
        "SELECT Name FROM Poker_Player NATURAL JOIN Airports",
        "SELECT Name FROM Poker_Player a RIGHT JOIN Airports b ON a.Earnings = b.Code",
        "SELECT count(*) AS Country FROM Poker_Player GROUP BY Name ORDER BY Country",
        "WITH People AS (SELECT City FROM Airports) SELECT Name FROM Poker_Player",
        "SELECT Weight FROM People",
        "SELECT T2.Name FROM People T1",
        "SELECT Money FROM Poker_Player",
        "SELECT Age1 FROM Students",
        "SELECT PetID FROM Has_Pet T1, Pets T2",
        "SELECT PetID FROM Has_Pet T1 RIGHT JOIN Pets T2 ON T1.PetID = T2.PetID",
        "SELECT Code FROM Airports a JOIN Flights b ON a.ID = b.Airport_ID",
        "SELECT x.Weight FROM (SELECT PetType FROM Pets) x",
      })
  void leavesWhatHasSeveralReadings(String sql) {
    Checked checked = check(Dialect.SQLITE, sql);
    assertFalse(checked.problems().isEmpty(), checked::sql);
    assertEquals(sql, checked.sql());
    assertEquals(List.of(), checked.notes());
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void leavesWhatIsRight(Dialect dialect) {
    for (String sql :
        List.of(
            "SELECT T1.Name FROM People T1 JOIN Poker_Player T2 ON T1.People_ID = T2.People_ID",
            "SELECT Name FROM People WHERE People_ID NOT IN (SELECT People_ID FROM Poker_Player)",
            "SELECT a.City FROM Airports a JOIN Flights f ON f.Source = a.Code JOIN Airports b"
                + " ON f.Target = b.Code WHERE b.City = 'Rome'",
            "WITH t AS (SELECT PetType, count(*) AS n FROM Pets GROUP BY PetType)"
                + " SELECT PetType FROM t ORDER BY n DESC",
            "SELECT City FROM Airports UNION SELECT Country FROM People ORDER BY City")) {
      Checked checked = check(dialect, sql);
      assertEquals(List.of(), checked.problems());
      assertEquals(sql, checked.sql());
      assertEquals(List.of(), checked.notes());
    }
  }

  @Test
  void writesNamesAsTheDatabaseWantsThem() {
    assertMended(Dialect.H2, "SELECT pettypes FROM Pets", "SELECT PETTYPE FROM Pets");
    assertMended(Dialect.POSTGRESQL, "SELECT \"PetTypes\" FROM Pets", "SELECT pettype FROM Pets");
    assertEquals(
        "SELECT \"PetType\" FROM \"PetShop\"",
        SqlChecker.check("SELECT pettypes FROM pet_shop", Schemas.shop(Dialect.POSTGRESQL)).sql());
    assertEquals(
        "SELECT PetType FROM PetShop",
        SqlChecker.check("SELECT `pet types` FROM `pet shop`", Schemas.shop(Dialect.MYSQL)).sql());
    assertMended(
        Dialect.H2,
        "SELECT Name FROM Poker_Player",
        "SELECT PEOPLE.NAME FROM Poker_Player JOIN PEOPLE ON POKER_PLAYER.PEOPLE_ID ="
            + " PEOPLE.PEOPLE_ID");
  }

  @Test
  void readsTextInTheQuotesOfANameAsText() {
    assertMended(
        Dialect.POSTGRESQL,
        "SELECT Name FROM People WHERE Country = \"O'Hara Land\" OR Country IN (\"Peru\", 'Oman')",
        "SELECT Name FROM People WHERE Country = 'O''Hara Land' OR Country IN ('Peru', 'Oman')");
    String column = "SELECT Name FROM People WHERE Country = \"Weights\"";
    assertFalse(check(Dialect.POSTGRESQL, column).problems().isEmpty());
    String strings = "SELECT Name FROM People WHERE Country = \"Peru\"";
    assertEquals(strings, check(Dialect.SQLITE, strings).sql());
  }

  @Test
  void tellsWhatItDid() {
    assertEquals(
        List.of("read \"pet_type\" as \"PetType\""),
        check(Dialect.SQLITE, "SELECT pet_type FROM Pets").notes());
    assertEquals(
        List.of("added JOIN People ON Poker_Player.People_ID = People.People_ID"),
        check(Dialect.SQLITE, "SELECT Name FROM Poker_Player").notes());
  }
}
