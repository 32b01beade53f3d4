package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Follow-ups that the SQL before them answers by one change, on real databases. */
class ContinuationAtStatementsTest extends AtStatements {

  private static final String[] TABLES = {
    "CREATE TABLE clients (id INTEGER PRIMARY KEY, full_name VARCHAR(40), town VARCHAR(40),"
        + " state VARCHAR(20), joined_on DATE, unit_price INTEGER)",
    "CREATE TABLE visits (id INTEGER PRIMARY KEY, client_id INTEGER REFERENCES clients, kind"
        + " VARCHAR(20), seen_on VARCHAR(10))",
    "INSERT INTO clients VALUES (1, 'Ann', 'Berlin', 'active', '2024-02-01', 5),"
        + " (2, 'Bob', 'Berlin', 'closed', '2025-02-01', 9), (3, 'Cid', 'Hanover', 'active',"
        + " '2025-03-01', 7), (4, 'Dot', 'Hanover', NULL, '2025-04-01', 8)",
    "INSERT INTO visits VALUES (1, 1, 'check', '2024-05-01'), (2, 1, 'repair', '2025-05-01'),"
        + " (3, 3, 'check', '2025-06-01')",
  };

  /** What is asked first is not the matter here, so nobody looks at it twice. */
  private static final String[] ONE_ANSWER = {"nl.conversation", "true", "nl.candidates", "1"};

  /** Asks a question whose SQL the model gives, and another that the model is not asked. */
  private List<String> after(String url, String question, String sql, String followUp)
      throws SQLException {
    model.then(behind(sql));
    try (Connection connection = wrap(filled(url, TABLES), ONE_ANSWER)) {
      ask(connection, question);
      List<String> rows = rows(connection, "NL: " + followUp);
      assertEquals(1, model.requests.size(), "the model is not asked again: " + followUp);
      return rows;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clients in Berlin | SELECT full_name FROM clients WHERE town = 'Berlin' | and in Hanover? |"
            + " Cid,Dot",
        "clients in Berlin | SELECT full_name FROM clients WHERE town = 'Berlin' | what about"
            + " Hanover? | Cid,Dot",
        "active clients | SELECT full_name FROM clients WHERE state = 'active' | and the closed"
            + " ones? | Bob",
        "clients | SELECT full_name FROM clients | only the active ones | Ann,Cid",
        "clients | SELECT full_name FROM clients | only active clients | Ann,Cid",
        "clients | SELECT full_name FROM clients | without the closed ones | Ann,Cid,Dot",
        "active clients | SELECT full_name FROM clients WHERE state = 'active' | and in Berlin? |"
            + " Ann",
        "clients | SELECT full_name FROM clients WHERE id < 2 OR id > 3 | only those in Hanover |"
            + " Dot",
        "clients per town | SELECT town, COUNT(*) FROM clients GROUP BY town ORDER BY town | only"
            + " Berlin | Berlin 2",
        "clients | SELECT full_name FROM clients ORDER BY id | sort by unit price, highest first |"
            + " Bob,Dot,Cid,Ann",
        "clients per town | SELECT town, COUNT(*) FROM clients WHERE id > 1 GROUP BY town | most"
            + " frequent first | Hanover 2,Berlin 1",
        "clients | SELECT full_name FROM clients ORDER BY id | reverse the order | Dot,Cid,Bob,Ann",
        "clients | SELECT full_name FROM clients ORDER BY id DESC | just the top 2 | Dot,Cid",
        "two clients | SELECT full_name FROM clients ORDER BY id DESC LIMIT 2 | sort them by full"
            + " name | Cid,Dot",
        "clients | SELECT full_name FROM clients ORDER BY id LIMIT 3 | the first two | Ann,Bob",
        "clients | SELECT full_name FROM clients ORDER BY id | how many are there? | 4",
        "towns | SELECT DISTINCT town FROM clients | how many? | 2",
        "how many visits of 2024? | SELECT COUNT(*) FROM visits WHERE id < 2 | list them |"
            + " 1 1 check 2024-05-01",
        "how many towns? | SELECT COUNT(DISTINCT town) FROM clients WHERE id < 3 | which ones? |"
            + " Berlin",
        "clients | SELECT full_name FROM clients WHERE id = 2 | show the town too | Bob Berlin",
        "visits in 2025 | SELECT id FROM visits WHERE seen_on >= '2025-01-01' AND seen_on <"
            + " '2026-01-01' | and in 2024? | 1",
        "checked clients | SELECT c.full_name FROM clients c JOIN visits v ON v.client_id = c.id"
            + " WHERE v.kind = 'check' | only those in Hanover | Cid",
      })
  void oneChangeAnswers(String question, String sql, String followUp, String rows)
      throws SQLException {
    List<String> expected = List.of(rows.split(","));
    assertEquals(expected, after(SQLITE, question, sql, followUp));
    close();
    reset();
    assertEquals(expected, after(H2, question, sql, followUp));
  }

  private void reset() {
    model = new ScriptedModel();
    provider = new ScriptedProvider(model, 0);
    registry = registry(provider);
  }

  @Test
  void itIsToldAndAsSureAsTheAnswerBefore() throws SQLException {
    model.then(" full_name FROM clients WHERE town = 'Berlin'");
    try (Connection connection = wrap(filled(SQLITE, TABLES), ONE_ANSWER)) {
      Translation first = ask(connection, "clients in Berlin");
      Translation next = ask(connection, "and in Hanover?");
      assertEquals(Translation.Source.CONTINUED, next.source());
      assertEquals(first.confidence(), next.confidence());
      assertEquals(0, next.tries());
      assertTrue(
          next.notes().contains("read 'Hanover' in the place of 'Berlin'"), next.notes()::toString);
      Translation third = ask(connection, "how many?");
      assertEquals("SELECT COUNT(*) FROM clients WHERE town = 'Hanover'", third.sql());
      assertEquals(1, model.requests.size());
    }
  }

  /** Words that leave several readings, or say more than one change, are the model's. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clients in Berlin | SELECT full_name FROM clients WHERE town = 'Berlin' | and the active"
            + " ones in Hanover?",
        "clients in Berlin | SELECT full_name FROM clients WHERE town = 'Berlin' | and in Lagos?",
        "clients | SELECT full_name FROM clients | top 2",
        "clients | SELECT full_name FROM clients | sort by that",
        "how many clients? | SELECT COUNT(*) FROM clients | how many?",
        "clients | SELECT full_name FROM clients | which ones?",
        "prices | SELECT MIN(unit_price), MAX(unit_price) FROM clients | and the average?",
        "top clients | SELECT full_name FROM clients ORDER BY unit_price DESC LIMIT 2 | only the"
            + " active ones",
        "dearest | SELECT full_name FROM clients WHERE unit_price = (SELECT MAX(unit_price) FROM"
            + " clients) | and in Berlin?",
        "clients not in Berlin | SELECT full_name FROM clients WHERE town <> 'Berlin' | and in"
            + " Hanover?",
        "clients with visits | SELECT c.id FROM clients c LEFT JOIN visits v ON v.client_id = c.id |"
            + " only the active ones",
        "clients of 2024 and 2025 | SELECT id FROM clients WHERE joined_on > '2024-01-01' AND"
            + " joined_on < '2026-01-01' | and in 2023?",
        "clients since 2024 | SELECT id FROM clients WHERE joined_on >= '2024-01-01' | and in 2023?",
        "clients above 2000 | SELECT id FROM clients WHERE unit_price > 2000 | and in 2020?",
        "town with most | SELECT town FROM clients GROUP BY town ORDER BY COUNT(*) DESC LIMIT 1 |"
            + " how many?",
        "clients per town | SELECT town, COUNT(*) FROM clients GROUP BY town | how many are there?",
        "mean price per town | SELECT town, AVG(unit_price) FROM clients GROUP BY town | and the"
            + " highest?",
        "last visit | SELECT MAX(seen_on) FROM visits | and the total?",
        "clients | SELECT full_name FROM clients ORDER BY unit_price | just the top 2",
        "visitors | SELECT DISTINCT c.id FROM clients c JOIN visits v ON v.client_id = c.id |"
            + " without check",
      })
  void whatIsInDoubtIsTheModels(String question, String sql, String followUp) throws SQLException {
    model.then(behind(sql)).then(" 1 FROM clients").then(" 1 FROM clients", " 1");
    try (Connection connection = wrap(filled(SQLITE, TABLES), ONE_ANSWER)) {
      ask(connection, question);
      Translation next = ask(connection, followUp);
      assertEquals(Translation.Source.MODEL, next.source(), next.sql());
    }
  }

  /** A value of a hostile row stays a value. */
  @ParameterizedTest
  @ValueSource(strings = {"O'Hara", "x' OR '1'='1"})
  void valuesStayValues(String town) throws SQLException {
    model.then(" full_name FROM clients WHERE town = 'Berlin'");
    try (Connection connection =
        wrap(
            filled(
                SQLITE,
                TABLES[0],
                "INSERT INTO clients (id, full_name, town) VALUES (1, 'Ann', 'Berlin'), (2, 'Eve', '"
                    + town.replace("'", "''")
                    + "')"),
            "nl.conversation",
            "true")) {
      ask(connection, "clients in Berlin");
      assertEquals(List.of("Eve"), rows(connection, "NL: what about " + town + "?"));
    }
  }

  /** The model goes on behind SELECT. */
  private static String behind(String sql) {
    return sql.substring("SELECT".length());
  }
}
