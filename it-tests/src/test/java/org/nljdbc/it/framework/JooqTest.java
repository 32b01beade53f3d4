package org.nljdbc.it.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import org.jooq.CloseableDSLContext;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

/** Plain SQL of jOOQ. */
@OnDatabase(Kind.H2)
class JooqTest extends FrameworkTest {

  @BeforeAll
  static void noBanner() {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  @Test
  void plainSqlAsks() throws SQLException {
    try (CloseableDSLContext jooq = DSL.using(url(), database.user(), "")) {
      assertEquals(SQLDialect.H2, jooq.dialect());
      assertEquals(names(), jooq.fetch(ASKED).getValues("NAME", String.class));
      assertEquals(
          bareRows("SELECT name FROM (" + SQL + ") x WHERE id > 20 ORDER BY id"),
          jooq.select(DSL.field("q.name"))
              .from(TABLE + " q")
              .where("q.id > ?", 20)
              .orderBy(DSL.field("q.id"))
              .fetch()
              .getValues(0, String.class));
      try (Cursor<Record> rows = jooq.resultQuery(ASKED).fetchLazy()) {
        assertEquals(names().get(0), rows.fetchNext().get(1));
      }
    }
  }

  private static int departments(DSLContext jooq) {
    return jooq.fetchSingle("NL 'how many departments'").get(0, Integer.class);
  }

  @Test
  void transactionsAndErrorsAreTheDatabases() {
    model().answer("how many departments", "SELECT COUNT(*) FROM departments");
    DSLContext jooq = DSL.using(connection, SQLDialect.H2);
    assertThrows(
        IllegalStateException.class,
        () ->
            jooq.transaction(
                inner -> {
                  DSLContext own = DSL.using(inner);
                  own.execute("INSERT INTO departments VALUES (?, ?, ?)", 75, "jOOQ", 1);
                  assertEquals(6, departments(own));
                  throw new IllegalStateException("back");
                }));
    assertEquals(5, departments(jooq));
    DataAccessException refused =
        assertThrows(DataAccessException.class, () -> jooq.fetch("SELECT nothing"));
    assertEquals("42S22", refused.sqlState());
  }
}
