package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;
import org.nljdbc.it.databases.Rows;

@OnDatabase(Kind.POSTGRESQL)
class PostgresMomentsTest extends MomentsSuite {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM letters WHERE state LIKE 'sent%'",
        "SELECT id FROM letters WHERE state ILIKE '%SENT%'",
        "SELECT id FROM letters WHERE LOWER(state) = 'sent'",
        "SELECT id FROM letters WHERE state = 'Sent'",
        "SELECT id FROM letters WHERE state IN ('SENT')",
      })
  void aValueOfATypeOfItsOwnIsFound(String sql) throws SQLException {
    Rows.update(database, "CREATE TYPE letter_state AS ENUM ('new', 'sent')");
    Rows.update(database, "CREATE TABLE letters (id INTEGER PRIMARY KEY, state letter_state)");
    try {
      Rows.update(database, "INSERT INTO letters VALUES (1, 'new'), (2, 'sent')");
      assertEquals(List.of("2"), answered(sql));
    } finally {
      Rows.update(database, "DROP TABLE letters");
      Rows.update(database, "DROP TYPE letter_state");
    }
  }

  @Test
  void aPartitionIsNoTableBesideItsTable() throws SQLException {
    for (String sql :
        List.of(
            "CREATE TABLE moves (id INTEGER, at DATE NOT NULL) PARTITION BY RANGE (at)",
            "CREATE TABLE moves_2025 PARTITION OF moves FOR VALUES FROM ('2025-01-01') TO"
                + " ('2026-01-01')",
            "CREATE TABLE moves_2026 PARTITION OF moves FOR VALUES FROM ('2026-01-01') TO"
                + " ('2027-01-01') PARTITION BY RANGE (at)",
            "CREATE TABLE moves_2026_a PARTITION OF moves_2026 FOR VALUES FROM ('2026-01-01') TO"
                + " ('2026-07-01')")) {
      Rows.update(database, sql);
    }
    try (Connection fresh = open(Map.of("nl.schemaMaxAge", "0"))) {
      assertEquals(
          List.of("moves"),
          Rows.of(fresh, "NL: what tables are there").stream()
              .map(row -> row.split("\\|")[0])
              .filter(name -> name.startsWith("moves"))
              .toList());
    } finally {
      Rows.update(database, "DROP TABLE moves");
    }
  }
}
