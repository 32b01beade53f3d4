package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Dialect;
import org.nljdbc.sql.SqlChecker.Checked;

/** What a model could write to do more than read. Every line of this must be refused. */
class ReadOnlyPolicyTest {

  private static void assertForbidden(Dialect dialect, String sql) {
    Checked checked = SqlChecker.check(sql, Schemas.shop(dialect));
    assertTrue(checked.forbidden(), () -> dialect + " lets through: " + sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE customers",
        "DELETE FROM customers",
        "UPDATE customers SET name = 'x'",
        "INSERT INTO customers VALUES (1, 'x', 1, null)",
        "MERGE INTO customers USING orders ON true WHEN MATCHED THEN DELETE",
        "REPLACE INTO customers VALUES (1)",
        "TRUNCATE TABLE customers",
        "CREATE TABLE t (a int)",
        "ALTER TABLE customers ADD x int",
        "GRANT ALL ON customers TO public",
        "CALL cleanup()",
        "EXECUTE plan",
        "EXEC sp_configure",
        "DO $$ BEGIN DELETE FROM customers; END $$",
        "COPY customers TO '/tmp/x'",
        "SET ROLE admin",
        "PRAGMA writable_schema = 1",
        "ATTACH DATABASE 'x' AS y",
        "VACUUM INTO '/tmp/x'",
        "EXPLAIN ANALYZE SELECT 1",
        "EXPLAIN SELECT 1",
        "BEGIN",
        "COMMIT",
        "LOCK TABLE customers",
        "SHUTDOWN",
        "SCRIPT TO '/tmp/x'",
        "RUNSCRIPT FROM 'x'",
        "BACKUP TO 'x'",
        "HANDLER customers OPEN",
        "LOAD DATA INFILE 'x' INTO TABLE customers",
        "TABLE customers",
        "SELECT 1; DROP TABLE customers",
        "SELECT 1; SELECT 2",
        "SELECT * INTO copies FROM customers",
        "SELECT name INTO OUTFILE '/tmp/x' FROM customers",
        "SELECT name FROM customers INTO OUTFILE '/tmp/x'",
        "SELECT name FROM customers INTO @x",
        "SELECT * FROM customers FOR UPDATE",
        "SELECT * FROM customers FOR NO KEY UPDATE",
        "SELECT * FROM customers FOR SHARE",
        "SELECT * FROM customers FOR KEY SHARE",
        "SELECT * FROM customers LOCK IN SHARE MODE",
        "WITH gone AS (DELETE FROM customers RETURNING *) SELECT * FROM gone",
        "WITH x AS (UPDATE customers SET name = '' RETURNING id) SELECT * FROM x",
        "WITH x AS MATERIALIZED (DELETE FROM customers RETURNING id) SELECT * FROM x",
        "WITH x AS (INSERT INTO customers VALUES (1) RETURNING id) SELECT * FROM x",
        "WITH x AS (SELECT 1) DELETE FROM customers",
        "WITH x AS (SELECT 1) UPDATE customers SET name = 'y'",
        "WITH x AS (SELECT 1) INSERT INTO customers SELECT * FROM x",
        "(DELETE FROM customers)",
        "SELECT NEXT VALUE FOR seq",
        "SELECT PREVIOUS VALUE FOR seq",
        "SELECT seq.NEXTVAL FROM dual",
        "SELECT nextval('seq')",
        "SELECT setval('seq', 1)",
        "SELECT pg_sleep(10)",
        "SELECT PG_SLEEP(10)",
        "SELECT \"pg_sleep\"(10)",
        "SELECT pg_catalog.pg_sleep(10)",
        "SELECT U&\"pg\\005fsleep\"(10)",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_read_binary_file('/etc/passwd')",
        "SELECT pg_ls_dir('/')",
        "SELECT lo_import('/etc/passwd')",
        "SELECT lo_export(1, '/tmp/x')",
        "SELECT pg_terminate_backend(1)",
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_reload_conf()",
        "SELECT set_config('role', 'admin', false)",
        "SELECT * FROM dblink('host=x', 'select 1') AS t(a int)",
        "SELECT dblink_exec('x', 'drop table y')",
        "SELECT query_to_xml('delete from customers', true, true, '')",
        "SELECT txid_current()",
        "SELECT FILE_READ('/etc/passwd')",
        "SELECT FILE_WRITE('x', '/tmp/x')",
        "SELECT * FROM CSVREAD('/etc/passwd')",
        "CALL CSVWRITE('/tmp/x', 'SELECT 1')",
        "SELECT CSVWRITE('/tmp/x', 'SELECT 1')",
        "SELECT LINK_SCHEMA('a', '', 'url', 'u', 'p', 's')",
        "SELECT load_extension('x')",
        "SELECT writefile('/tmp/x', 'y')",
        "SELECT readfile('/etc/passwd')",
        "SELECT edit('x')",
        "SELECT LOAD_FILE('/etc/passwd')",
        "SELECT SLEEP(5)",
        "SELECT BENCHMARK(1000000, MD5('x'))",
        "SELECT GET_LOCK('x', 1)",
        "SELECT RELEASE_ALL_LOCKS()",
        "SELECT sys_exec('rm')",
        "SELECT LAST_INSERT_ID(5)",
        "SELECT @x := 1",
        "SELECT my_own_function(1)",
        "SELECT public.count(1)",
        "SELECT other.lower('x')",
        "SELECT 1 /*! INTO OUTFILE '/tmp/x' */",
        "SELECT 1 /*!50000 , SLEEP(5) */",
        "SELECT /* /* */ 1",
        "SELECT 1 /* open",
        "SELECT 'open",
        "SELECT $$x$$",
        "SELECT $1",
        "SELECT name\u0000 FROM customers",
        "SELECT 1 WHERE 1 = ANY (SELECT pg_sleep(1))",
        "SELECT 1 ORDER BY pg_sleep(1)",
        "SELECT count(*) FILTER (WHERE pg_sleep(1) IS NULL)",
        "SELECT sum(total) OVER (ORDER BY pg_sleep(1)) FROM orders",
        "SELECT 1 LIMIT (SELECT pg_sleep(1))",
        "SELECT DISTINCT ON (id) pg_sleep (id) FROM customers",
        "SELECT coalesce(a => pg_sleep(1))",
        "WITH pg_sleep (x) AS (SELECT 1) SELECT pg_sleep(10) FROM pg_sleep",
        "SELECT t.a FROM pg_sleep(1) AS t(a)",
        "SELECT t.a FROM pg_sleep(1) t(a)",
        "SELECT 1 AS a, (pg_sleep(1))",
        "SELECT pg_sleep/**/(1)",
        "SELECT pg_sleep -- x\n (1)",
        "SELECT {fn pg_sleep(1)}",
        "VALUES (pg_sleep(1))",
        "WITH RECURSIVE x(id) AS (SELECT 1) SEARCH DEPTH FIRST BY id SET o UPDATE orders SET id = 1",
        "WITH x AS (SELECT 1) CYCLE a SET b USING c INSERT INTO orders VALUES (1)",
        "SELECT 1 UPDATE orders SET total = 0",
        "SELECT 1 TRUNCATE TABLE orders",
        "SELECT 1 MERGE INTO orders USING customers ON 1 = 1 WHEN MATCHED THEN DELETE",
        "SELECT 1$$'$$; DELETE FROM orders --'",
        "SELECT * FROM {oj customers LEFT JOIN pg_sleep(1) ON true}",
        "SELECT xpath('/', query_to_xml('DELETE FROM orders', true, true, ''))",
        "SELECT ts_stat('DELETE FROM orders')",
        "SELECT lo_get(1)",
        "SELECT currval('seq')",
        "SELECT lastval()",
        "SELECT pg_notify('a', 'b')",
        "SELECT pg_logical_emit_message(true, 'a', 'b')",
        "SELECT pg_stat_reset()",
        "SELECT pg_cancel_backend(1)",
        "SELECT pg_rotate_logfile()",
        "SELECT pg_file_write('x', 'y', false)",
        "SELECT table_to_xml('orders', true, true, '')",
        "SELECT cursor_to_xml('c', 1, true, true, '')",
        "SELECT pg_try_advisory_xact_lock(1)",
        "SELECT DATABASE_PATH()",
        "SELECT * FROM TABLE_TO_CSV('x')",
        "SELECT COMPRESS(FILE_READ('/etc/passwd'))",
        "SELECT LINK('x')",
        "SELECT LOCK_TIMEOUT()",
        "SELECT CANCEL_SESSION(1)",
        "SELECT ROW_COUNT()",
        "SELECT IS_FREE_LOCK('x')",
        "SELECT MASTER_POS_WAIT('x', 1)",
        "SELECT UUID_SHORT()",
        "SELECT fts3_tokenizer('x', 1)",
        "SELECT zipfile('x')",
        "SELECT * FROM fsdir('/')",
        "SELECT * FROM OPENROWSET('SQLNCLI', 'x', 'y')",
        "SELECT UTL_HTTP.REQUEST('http://example.com')",
        "SELECT DBMS_PIPE.RECEIVE_MESSAGE('x', 10) FROM dual",
      })
  void refused(String sql) {
    for (Dialect dialect : Dialect.values()) {
      // A dollar sign may be part of a name, and comments in SQLite and H2 do not nest.
      assertForbidden(dialect, sql);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POSTGRESQL | SELECT (ROW(1)).f",
        "POSTGRESQL | SELECT (c).secret FROM customers c",
        "POSTGRESQL | SELECT \"LOWER\"('x')",
        "MYSQL | SELECT 'a\\' , SLEEP(5) -- '",
        "POSTGRESQL | SELECT E'a\\' , pg_sleep(5) -- '",
        "MYSQL | SELECT 1 FROM customers PROCEDURE ANALYSE(1)",
        "MYSQL | SELECT 1 INTO DUMPFILE 'x'",
        "MYSQL | SELECT @a := id, name FROM customers",
        "MARIADB | SELECT 1 INTO @a",
        "OTHER | SELECT 1 EXEC sp_who",
        "OTHER | SELECT 1 SHUTDOWN",
        "OTHER | SELECT 1 DROP TABLE customers",
        "OTHER | SELECT 1 FROM customers WAITFOR DELAY '1'",
      })
  void refusedInADialect(Dialect dialect, String sql) {
    assertForbidden(dialect, sql);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void harmlessLookalikesPass(Dialect dialect) {
    for (String sql :
        List.of(
            "SELECT 'DELETE FROM customers; DROP TABLE x' FROM customers",
            "SELECT replace(name, 'a', 'b') FROM customers",
            "SELECT substring(name FROM 1 FOR 2) FROM customers",
            "SELECT total AS \"update\" FROM orders",
            "SELECT count(*) -- FOR UPDATE\n FROM orders")) {
      Checked checked = SqlChecker.check(sql, Schemas.shop(dialect));
      assertEquals(List.of(), checked.problems(), () -> dialect + ": " + sql);
    }
  }

  @Test
  void aRewriteNeverOpensADoor() {
    // Every text that leaves the checker passes the policy again.
    Checked checked =
        SqlChecker.check("SELECT pet_type FROM PetShop", Schemas.shop(Dialect.SQLITE));
    Checked again = SqlChecker.check(checked.sql(), Schemas.shop(Dialect.SQLITE));
    assertEquals(checked.sql(), again.sql());
    assertTrue(again.problems().isEmpty());
  }
}
