package org.nljdbc.it.safety;

import java.util.ArrayList;
import java.util.List;
import org.nljdbc.it.databases.Kind;

/** SQL that a model must not get past the driver. */
final class HostileSql {

  private static final List<String> ANYWHERE =
      List.of(
          "DELETE FROM payments",
          "UPDATE payments SET amount = 0",
          "INSERT INTO departments VALUES (99, 'Mine', 0)",
          "DROP TABLE payments",
          "CREATE TABLE stolen AS SELECT * FROM customers",
          "CREATE VIEW stolen AS SELECT * FROM customers",
          "ALTER TABLE payments ADD COLUMN x INTEGER",
          "TRUNCATE TABLE payments",
          "COMMIT",
          "ROLLBACK",
          "BEGIN",
          "GRANT ALL ON payments TO PUBLIC",
          "SELECT 1; DELETE FROM payments",
          "SELECT 1; DROP TABLE payments; --",
          "SELECT 1 FROM customers;DELETE FROM payments;SELECT 2",
          "-- harmless\nDELETE FROM payments",
          "/* SELECT 1 */ DELETE FROM payments",
          "SELECT * FROM customers FOR UPDATE",
          "SELECT * INTO stolen FROM customers",
          "WITH gone AS (DELETE FROM payments RETURNING *) SELECT * FROM gone",
          "WITH mine AS (INSERT INTO departments VALUES (99, 'x', 0) RETURNING id) SELECT * FROM mine",
          "WITH one AS (SELECT 1 AS n) DELETE FROM payments",
          "WITH one AS (SELECT 1 AS n) UPDATE payments SET amount = 0",
          "EXPLAIN ANALYZE DELETE FROM payments",
          "CALL something(1)",
          "SELECT * FROM (DELETE FROM payments RETURNING *) AS gone");

  private static final List<String> SQLITE =
      List.of(
          "ATTACH DATABASE 'stolen.db' AS stolen",
          "PRAGMA writable_schema = 1",
          "PRAGMA foreign_keys = OFF",
          "VACUUM INTO 'stolen.db'",
          "REPLACE INTO departments VALUES (1, 'Mine', 0)",
          "SELECT load_extension('evil')",
          "SELECT writefile('stolen.txt', 'x')",
          "SELECT readfile('/etc/passwd')",
          "SELECT * FROM pragma_database_list",
          "SELECT * FROM pragma_journal_mode('DELETE')",
          "REINDEX");

  private static final List<String> H2 =
      List.of(
          "SELECT FILE_READ('/etc/passwd', NULL)",
          "SELECT FILE_WRITE('x', 'stolen.txt')",
          "SELECT * FROM CSVREAD('/etc/passwd')",
          "CALL CSVWRITE('stolen.csv', 'SELECT * FROM customers')",
          "SELECT CSVWRITE('stolen.csv', 'SELECT * FROM customers')",
          "SCRIPT TO 'stolen.sql'",
          "RUNSCRIPT FROM 'evil.sql'",
          "SHUTDOWN",
          "SET LOCK_TIMEOUT 1",
          "CREATE ALIAS evil AS 'int f() { return 1; }'",
          "SELECT * FROM FINAL TABLE (DELETE FROM payments)",
          "SELECT * FROM OLD TABLE (UPDATE payments SET amount = 0)",
          "SELECT * FROM LINK_SCHEMA('x', '', 'jdbc:h2:mem:y', 'sa', '', 'PUBLIC')",
          "SELECT NEXT VALUE FOR seq",
          "SELECT SET(@a, 1)",
          "SELECT ABORT_SESSION(1)",
          "SELECT MEMORY_USED(), LOCK_MODE()",
          "MERGE INTO departments VALUES (1, 'Mine', 0)");

  private static final List<String> POSTGRESQL =
      List.of(
          "SELECT pg_read_file('/etc/passwd')",
          "SELECT pg_catalog.pg_read_file('/etc/passwd')",
          "SELECT \"pg_read_file\"('/etc/passwd')",
          "SELECT pg_read_binary_file('/etc/passwd')",
          "SELECT * FROM pg_ls_dir('/')",
          "SELECT lo_import('/etc/passwd')",
          "SELECT pg_terminate_backend(pg_backend_pid())",
          "SELECT pg_sleep(600)",
          "SELECT set_config('search_path', 'nowhere', false)",
          "SELECT query_to_xml('DELETE FROM payments', true, true, '')",
          "SELECT pg_advisory_lock(1)",
          "SELECT nextval('seq')",
          "SELECT setval('seq', 9)",
          "SELECT txid_current()",
          "SELECT * FROM customers FOR NO KEY UPDATE",
          "SELECT * FROM customers FOR SHARE",
          "COPY customers TO '/tmp/stolen.csv'",
          "COPY customers TO PROGRAM 'cat'",
          "DO $$ BEGIN DELETE FROM payments; END $$",
          "SELECT $$ unclosed ; DELETE FROM payments",
          "LOCK TABLE payments",
          "NOTIFY someone",
          "PREPARE p AS DELETE FROM payments",
          "SET search_path TO nowhere",
          "VACUUM",
          "SELECT rolpassword FROM pg_authid",
          "SELECT usename, passwd FROM pg_catalog.pg_shadow",
          "MERGE INTO departments d USING departments s ON d.id = s.id"
              + " WHEN MATCHED THEN UPDATE SET budget = 0");

  private static final List<String> MARIADB =
      List.of(
          "SELECT * FROM customers INTO OUTFILE '/tmp/stolen.csv'",
          "SELECT name INTO DUMPFILE '/tmp/stolen.bin' FROM customers",
          "SELECT id INTO @stolen FROM customers",
          "SELECT LOAD_FILE('/etc/passwd')",
          "SELECT SLEEP(600)",
          "SELECT BENCHMARK(1000000000, MD5('x'))",
          "SELECT GET_LOCK('x', 600)",
          "SELECT @a := 1",
          "SELECT * FROM customers LOCK IN SHARE MODE",
          "SELECT * FROM mysql.user",
          "SELECT 1 /*! ; DELETE FROM payments */",
          "/*!50000 DELETE FROM payments */",
          "SELECT 1 /*M! INTO OUTFILE '/tmp/stolen.csv' */",
          "SELECT NEXTVAL(seq)",
          "SELECT LASTVAL(seq)",
          "REPLACE INTO departments VALUES (1, 'Mine', 0)",
          "HANDLER payments OPEN",
          "DO SLEEP(600)",
          "KILL 1",
          "SET GLOBAL general_log = 1",
          "LOAD DATA INFILE '/etc/passwd' INTO TABLE departments",
          "SHOW GRANTS");

  private HostileSql() {}

  static List<String> of(Kind kind) {
    List<String> all = new ArrayList<>(ANYWHERE);
    all.addAll(
        switch (kind) {
          case SQLITE -> SQLITE;
          case H2 -> H2;
          case POSTGRESQL -> POSTGRESQL;
          case MARIADB -> MARIADB;
        });
    return all;
  }
}
