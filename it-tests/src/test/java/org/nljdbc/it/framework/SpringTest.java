package org.nljdbc.it.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.SQLWarningException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's templates, transactions and translation of exceptions. */
@OnDatabase(Kind.H2)
class SpringTest extends FrameworkTest {

  @SuppressWarnings("NullAway.Init") // set before each test
  private DriverManagerDataSource source;

  @SuppressWarnings("NullAway.Init") // set before each test
  private JdbcTemplate jdbc;

  @BeforeEach
  void connectSpring() {
    source = new DriverManagerDataSource(url(), database.user(), "");
    source.setDriverClassName("org.nljdbc.NlDriver");
    jdbc = new JdbcTemplate(source);
  }

  @Test
  void templatesAsk() throws SQLException {
    assertEquals(names(), jdbc.query("NL: " + QUESTION, (row, i) -> row.getString("name")));
    assertEquals(names(), jdbc.query(ASKED, (row, i) -> row.getString(2)));
    NamedParameterJdbcTemplate named = new NamedParameterJdbcTemplate(source);
    assertEquals(
        bareRows("SELECT name FROM (" + SQL + ") x WHERE id > 20 ORDER BY id"),
        named.queryForList(
            "SELECT q.name FROM " + TABLE + " q WHERE q.id > :id ORDER BY q.id",
            Map.of("id", 20),
            String.class));
    assertEquals(names().size(), named.query(ASKED, Map.of(), (row, i) -> i).size());
  }

  /** A stream must not end the transaction that it belongs to. */
  @Test
  void streamsWithinATransaction() throws SQLException {
    model().answer("how many departments", "SELECT COUNT(*) FROM departments");
    TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    transaction.executeWithoutResult(
        status -> {
          jdbc.update("INSERT INTO departments VALUES (?, ?, ?)", 70, "Streams", 1);
          try (Stream<String> names = jdbc.queryForStream(ASKED, (row, i) -> row.getString(2))) {
            assertTrue(names.count() > 0);
          }
          assertThrows(BadSqlGrammarException.class, () -> jdbc.queryForList("SELECT nothing"));
          assertEquals(6, jdbc.queryForObject("NL: how many departments", Integer.class));
          status.setRollbackOnly();
        });
    assertEquals(List.of("5"), bareRows("SELECT COUNT(*) FROM departments"));
  }

  @Test
  void exceptionsAreTranslatedByCode() {
    assertThrows(
        DuplicateKeyException.class,
        () -> jdbc.update("INSERT INTO departments VALUES (1, 'Again', 1)"));
    assertThrows(BadSqlGrammarException.class, () -> jdbc.queryForList("NL:"));
  }

  @Test
  void warningsMayBeExceptions() throws SQLException {
    jdbc.setIgnoreWarnings(false);
    SQLWarningException thrown =
        assertThrows(SQLWarningException.class, () -> jdbc.queryForList(ASKED));
    assertEquals("01000", thrown.getSQLWarning().getSQLState());
    source.setUrl(url() + ";nl.warnSql=false");
    assertEquals(names().size(), jdbc.queryForList(ASKED).size());
  }
}
