package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Dialect;
import org.nljdbc.sql.SqlChecker.Checked;

/** Rows that have no partner are asked for by a left join. */
class AbsenceMenderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT s.LName FROM Students s JOIN Has_Pet h ON s.StuID = h.StuID WHERE h.StuID IS NULL"
            + " | SELECT s.LName FROM Students s LEFT JOIN Has_Pet h ON s.StuID = h.StuID WHERE"
            + " h.StuID IS NULL",
        "SELECT s.LName FROM Students s INNER JOIN Has_Pet h ON h.StuID = s.StuID"
            + " WHERE s.Age > 20 AND (h.StuID IS NULL)"
            + " | SELECT s.LName FROM Students s LEFT JOIN Has_Pet h ON h.StuID = s.StuID"
            + " WHERE s.Age > 20 AND (h.StuID IS NULL)",
        "SELECT p.PetType FROM Students s JOIN Has_Pet h ON s.StuID = h.StuID JOIN Pets p"
            + " ON p.PetID = h.PetID WHERE p.PetID IS NULL"
            + " | SELECT p.PetType FROM Students s JOIN Has_Pet h ON s.StuID = h.StuID"
            + " LEFT JOIN Pets p ON p.PetID = h.PetID WHERE p.PetID IS NULL",
      })
  void becomesALeftJoin(String wrong, String right) {
    Checked checked = SqlChecker.check(wrong, Schemas.keyed(Dialect.SQLITE));
    assertEquals(List.of(), checked.problems(), checked::message);
    assertEquals(right, checked.sql());
    assertEquals(1, checked.notes().size());
    assertFalse(checked.joined());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT p.PetType FROM Has_Pet h JOIN Pets p ON p.PetID = h.PetID WHERE p.Weight IS NULL",
        "SELECT p.PetType FROM Has_Pet h JOIN Pets p ON p.PetID = h.PetID"
            + " WHERE p.PetID IS NOT NULL",
        "SELECT p.PetType FROM Has_Pet h JOIN Pets p ON p.PetID = h.PetID"
            + " WHERE p.PetID IS NULL OR p.Weight > 3",
        "SELECT p.PetType FROM Has_Pet h JOIN Pets p ON p.PetID = h.PetID WHERE h.PetID IS NULL",
        "SELECT p.PetType FROM Has_Pet h LEFT JOIN Pets p ON p.PetID = h.PetID"
            + " WHERE p.PetID IS NULL",
        "SELECT p.PetType FROM Pets p JOIN Has_Pet h ON p.PetID = h.PetID JOIN Students s"
            + " ON s.StuID = h.StuID WHERE h.PetID IS NULL",
      })
  void restStays(String sql) {
    assertEquals(sql, SqlChecker.check(sql, Schemas.keyed(Dialect.SQLITE)).sql());
  }
}
