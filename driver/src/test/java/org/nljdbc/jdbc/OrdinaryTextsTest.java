package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class OrdinaryTextsTest {

  private final OrdinaryTexts texts = new OrdinaryTexts();

  @Test
  void knowsAnEqualTextThatIsAnotherObject() {
    texts.add("SELECT 1");
    assertTrue(texts.holds("SELECT " + texts.getClass().getSimpleName().indexOf('r')));
  }

  @Test
  void knowsNothingLong() {
    String longest = "x".repeat(1_000);
    texts.add(longest);
    texts.add(longest + "y");
    assertTrue(texts.holds(longest));
    assertFalse(texts.holds(longest + "y"));
    assertFalse(texts.holds(null));
  }

  @Test
  void whatIsPreparedAgainIsAskedAndDefinesAgain() throws SQLException {
    String answer = "SELECT name FROM t WHERE id = 2";
    ScriptedTranslator translator = new ScriptedTranslator(answer, answer);
    try (Connection connection = Fixtures.wrap(Fixtures.h2(), translator)) {
      int changes = 0;
      for (int i = 0; i < 2; i++) {
        assertEquals("one", first(connection, "SELECT name FROM t"));
        assertEquals("two", first(connection, "NL: the second one"));
        try (PreparedStatement defines = connection.prepareStatement("COMMENT ON TABLE t IS ''")) {
          defines.execute();
        }
        assertTrue(translator.schemaChanges > changes);
        changes = translator.schemaChanges;
      }
    }
  }

  private static String first(Connection connection, String sql) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(sql);
        ResultSet rows = prepared.executeQuery()) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** Of many texts one may give way to another, but the one that came last never does. */
  @Property
  void knowsTheLastTextAndNoneThatWasNotAdded(
      @ForAll List<@StringLength(max = 80) String> added,
      @ForAll @StringLength(max = 80) String last,
      @ForAll List<@StringLength(max = 80) String> others) {
    OrdinaryTexts known = new OrdinaryTexts();
    added.forEach(known::add);
    known.add(last);
    assertTrue(known.holds(last));
    Set<String> all = new HashSet<>(added);
    all.add(last);
    for (String other : others) {
      assertTrue(all.contains(other) || !known.holds(other), other);
    }
  }
}
