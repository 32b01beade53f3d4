package org.nljdbc.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions within SQL: which they are, and what the statement becomes. */
class NestedTest {

  private final Recogniser recogniser = new Recogniser(100);

  /** The statement with {@code <question>} for the SQL of each question; or null. */
  private String written(String statement, Quoting quoting) throws SQLException {
    Nested nested = recogniser.within(statement, quoting);
    if (nested == null) {
      return "ordinary";
    }
    assertTrue(Recogniser.mayHoldQuestions(statement));
    return nested.assemble(nested.questions().stream().map(q -> "<" + q + ">").toList());
  }

  static Stream<Arguments> functions() {
    return Stream.of(
        Arguments.of("SELECT * FROM NL('top 5') q", "SELECT * FROM (<top 5>) q"),
        Arguments.of("select * from nl ( 'top 5' ) as q;", "select * from (<top 5>) as q;"),
        Arguments.of("SELECT * FROM NL('top 5')", "SELECT * FROM (<top 5>) nl"),
        Arguments.of("SELECT * FROM NL('a')\n;", "SELECT * FROM (<a>) nl\n;"),
        Arguments.of("SELECT nl.x FROM NL('a') WHERE x", "SELECT nl.x FROM (<a>) nl WHERE x"),
        Arguments.of("SELECT * FROM NL('a'), NL('b')", "SELECT * FROM (<a>) nl, (<b>) nl2"),
        Arguments.of(
            "SELECT * FROM t JOIN NL('what''s it') q ON q.id = t.id",
            "SELECT * FROM t JOIN (<what's it>) q ON q.id = t.id"),
        Arguments.of(
            "SELECT * FROM t a LEFT OUTER JOIN NL('a') ON a.x = nl.x, NL('b') q WHERE 1=1",
            "SELECT * FROM t a LEFT OUTER JOIN (<a>) nl ON a.x = nl.x, (<b>) q WHERE 1=1"),
        Arguments.of("SELECT * FROM NL('a') \"Q\"", "SELECT * FROM (<a>) \"Q\""),
        Arguments.of("SELECT * FROM NL('a') q(x, y)", "SELECT * FROM (<a>) q(x, y)"),
        Arguments.of("SELECT * FROM -- c\n NL('a')", "SELECT * FROM -- c\n (<a>) nl"),
        Arguments.of("SELECT * FROM/**/NL('a')", "SELECT * FROM/**/(<a>) nl"),
        Arguments.of("SELECT * FROM NL/* c */('a') -- q", "SELECT * FROM (<a>) nl -- q"),
        Arguments.of("SELECT * FROM (NL('a') q JOIN t)", "SELECT * FROM ((<a>) q JOIN t)"),
        Arguments.of(
            "SELECT * FROM (t CROSS JOIN NL('a'))", "SELECT * FROM (t CROSS JOIN (<a>) nl)"),
        Arguments.of("SELECT * FROM t, LATERAL NL('a') q", "SELECT * FROM t, LATERAL (<a>) q"),
        Arguments.of(
            "SELECT * FROM {oj NL('a') q LEFT OUTER JOIN t ON q.i = t.i}",
            "SELECT * FROM {oj (<a>) q LEFT OUTER JOIN t ON q.i = t.i}"),
        Arguments.of(
            "SELECT * FROM { OJ t LEFT OUTER JOIN NL('a') q ON q.i = t.i } WHERE t.i > 1",
            "SELECT * FROM { OJ t LEFT OUTER JOIN (<a>) q ON q.i = t.i } WHERE t.i > 1"),
        Arguments.of(
            "SELECT * FROM t WHERE id IN (SELECT id FROM NL('a'))",
            "SELECT * FROM t WHERE id IN (SELECT id FROM (<a>) nl)"),
        Arguments.of(
            "SELECT (SELECT MAX(x) FROM NL('a') q), 'NL(''x'')' FROM t",
            "SELECT (SELECT MAX(x) FROM (<a>) q), 'NL(''x'')' FROM t"),
        Arguments.of(
            "WITH q AS (SELECT * FROM NL('a')) SELECT * FROM q UNION ALL SELECT * FROM NL('b')",
            "WITH q AS (SELECT * FROM (<a>) nl) SELECT * FROM q UNION ALL SELECT * FROM (<b>) nl2"),
        Arguments.of(
            "CREATE VIEW v AS SELECT * FROM NL('a') q WITH CHECK OPTION",
            "CREATE VIEW v AS SELECT * FROM (<a>) q WITH CHECK OPTION"),
        Arguments.of(
            "INSERT INTO t(id, nl) SELECT id, 1 FROM NL('a') ON CONFLICT DO NOTHING",
            "INSERT INTO t(id, nl) SELECT id, 1 FROM (<a>) nl ON CONFLICT DO NOTHING"),
        Arguments.of("EXPLAIN SELECT * FROM NL('a') q", "EXPLAIN SELECT * FROM (<a>) q"),
        Arguments.of(
            "SELECT x IS DISTINCT FROM 1 FROM NL('a') q",
            "SELECT x IS DISTINCT FROM 1 FROM (<a>) q"),
        Arguments.of(
            "SELECT EXTRACT(YEAR FROM d) FROM NL('a') q",
            "SELECT EXTRACT(YEAR FROM d) FROM (<a>) q"),
        Arguments.of("SELECT 1; SELECT * FROM NL('a') q", "SELECT 1; SELECT * FROM (<a>) q"),
        Arguments.of(
            "-- r's\nSELECT * FROM NL('a? :b;(c') q WHERE x = ?",
            "-- r's\nSELECT * FROM (<a? :b;(c>) q WHERE x = ?"));
  }

  static Stream<Arguments> wrappings() {
    return Stream.of(
        Arguments.of(
            "SELECT COUNT(*) FROM (NL: top 5\n) dbvrcnt", "SELECT COUNT(*) FROM (<top 5>) dbvrcnt"),
        Arguments.of(
            "SELECT COUNT(*) FROM (\nNL: what's the total;\n) dbvrcnt",
            "SELECT COUNT(*) FROM (<what's the total>) dbvrcnt"),
        Arguments.of(
            "SELECT * FROM (\nNL: names (all of them)\n) z_q WHERE name = 'it''s' ORDER BY 1 LIMIT 10",
            "SELECT * FROM (<names (all of them)>) z_q WHERE name = 'it''s' ORDER BY 1 LIMIT 10"),
        Arguments.of(
            "SELECT * FROM (NL 'how many?') spark_gen_0 WHERE 1=0",
            "SELECT * FROM (<how many?>) spark_gen_0 WHERE 1=0"),
        Arguments.of("SELECT * FROM (nl run 'a' ; -- c\n) x", "SELECT * FROM (<a>) x"),
        Arguments.of("SELECT * FROM (NL('a')) x", "SELECT * FROM (<a>) x"),
        Arguments.of("SELECT * FROM (NL('a') )", "SELECT * FROM (<a>) nl"),
        Arguments.of("SELECT * FROM (NL: a) LIMIT 0", "SELECT * FROM (<a>) nl LIMIT 0"),
        Arguments.of(
            "SELECT * FROM (NL 'a') \"Custom SQL Query\" LIMIT 0",
            "SELECT * FROM (<a>) \"Custom SQL Query\" LIMIT 0"),
        Arguments.of("SELECT * FROM (NL 'a') `t0` LIMIT 0", "SELECT * FROM (<a>) `t0` LIMIT 0"),
        Arguments.of(
            "-- Metabase:: userID: 1\nSELECT \"source\".\"n\" FROM (NL 'a') \"source\" LIMIT 2000",
            "-- Metabase:: userID: 1\nSELECT \"source\".\"n\" FROM (<a>) \"source\" LIMIT 2000"),
        Arguments.of("SELECT * FROM (NL: a :b -- c ) as x", "SELECT * FROM (<a :b -- c>) as x"),
        Arguments.of("SELECT * FROM (NL: a\n-- remark\n) x", "SELECT * FROM (<a>) x"),
        Arguments.of(
            "SELECT * FROM (NL: named \"a)b\" or 'c)') x",
            "SELECT * FROM (<named \"a)b\" or 'c)'>) x"),
        Arguments.of("SELECT * FROM (NL: a's b's) x, t", "SELECT * FROM (<a's b's>) x, t"),
        Arguments.of(
            "SELECT * FROM (NL: 5\" pipes) x WHERE a = 'b'",
            "SELECT * FROM (<5\" pipes>) x WHERE a = 'b'"),
        Arguments.of(
            "SELECT * FROM (NL: a) x JOIN (NL 'it''s b') y ON x.i = y.i",
            "SELECT * FROM (<a>) x JOIN (<it's b>) y ON x.i = y.i"),
        Arguments.of(
            "SELECT * FROM ((NL: a) x JOIN t ON 1=1)", "SELECT * FROM ((<a>) x JOIN t ON 1=1)"),
        Arguments.of(
            "SELECT a FROM (SELECT * FROM (NL: b) x) y", "SELECT a FROM (SELECT * FROM (<b>) x) y"),
        Arguments.of(
            "WITH q AS (NL 'a'), r(x) AS MATERIALIZED (NL: b), s AS (NL('c')) SELECT 1",
            "WITH q AS (<a>), r(x) AS MATERIALIZED (<b>), s AS (<c>) SELECT 1"));
  }

  static Stream<Arguments> queries() {
    return Stream.of(
        Arguments.of("EXPLAIN NL: what's sold;", "EXPLAIN <what's sold>"),
        Arguments.of("-- c\nexplain analyze nl 'a' ;", "-- c\nexplain analyze <a> ;"),
        Arguments.of("EXPLAIN QUERY PLAN NL('a')", "EXPLAIN QUERY PLAN <a>"),
        Arguments.of(
            "EXPLAIN (FORMAT XML, ANALYZE) NL: a (b) -- c",
            "EXPLAIN (FORMAT XML, ANALYZE) <a (b) -- c>"),
        Arguments.of("EXPLAIN FORMAT=JSON NL: a\n-- end", "EXPLAIN FORMAT=JSON <a>"),
        Arguments.of(
            "EXPLAIN PLAN SET STATEMENT_ID = 'x' FOR NL: a",
            "EXPLAIN PLAN SET STATEMENT_ID = 'x' FOR <a>"),
        Arguments.of("CREATE TABLE t AS NL: a's b", "CREATE TABLE t AS <a's b>"),
        Arguments.of(
            "CREATE TABLE t WITH (fillfactor=70) AS NL: a",
            "CREATE TABLE t WITH (fillfactor=70) AS <a>"),
        Arguments.of("CREATE VIEW v (name, value) AS NL 'a'", "CREATE VIEW v (name, value) AS <a>"),
        Arguments.of(
            "INSERT INTO t (name, value, \"default\") NL: a",
            "INSERT INTO t (name, value, \"default\") <a>"),
        Arguments.of("CREATE TABLE t AS NL('a') WITH DATA", "CREATE TABLE t AS <a> WITH DATA"),
        Arguments.of(
            "CREATE OR REPLACE VIEW \"v\" (x, y) AS NL 'a'",
            "CREATE OR REPLACE VIEW \"v\" (x, y) AS <a>"),
        Arguments.of("INSERT INTO t NL: a", "INSERT INTO t <a>"),
        Arguments.of(
            "INSERT INTO s.t (x, nl) NL 'a' ON CONFLICT DO NOTHING",
            "INSERT INTO s.t (x, nl) <a> ON CONFLICT DO NOTHING"),
        Arguments.of("INSERT OR IGNORE INTO `t` NL('a')", "INSERT OR IGNORE INTO `t` <a>"));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void putsTheSqlInPlaceOfAQuery(String statement, String expected) throws SQLException {
    for (Quoting quoting : Quoting.values()) {
      assertEquals(expected, written(statement, quoting), quoting.name());
    }
  }

  static Stream<Arguments> operands() {
    return Stream.of(
        Arguments.of(
            "SELECT * FROM t WHERE a IN (NL 'b''s') AND c",
            "SELECT * FROM t WHERE a IN (<b's>) AND c"),
        Arguments.of(
            "SELECT * FROM t WHERE a NOT IN (nl run: b (c)) OR d = '('",
            "SELECT * FROM t WHERE a NOT IN (<b (c)>) OR d = '('"),
        Arguments.of(
            "SELECT * FROM t WHERE a >= ( -- c\n NL: what's b?\n) ORDER BY 1",
            "SELECT * FROM t WHERE a >= (<what's b?>) ORDER BY 1"),
        Arguments.of(
            "SELECT * FROM t WHERE a > ALL (NL 'b') AND c <> some(NL 'd')",
            "SELECT * FROM t WHERE a > ALL (<b>) AND c <> some(<d>)"),
        Arguments.of(
            "SELECT * FROM t WHERE EXISTS (NL 'b') AND NOT EXISTS(NL: c\n)",
            "SELECT * FROM t WHERE EXISTS (<b>) AND NOT EXISTS(<c>)"),
        Arguments.of(
            "SELECT a, (NL 'b') AS n, (NL: c) d, (NL 'e') FROM t",
            "SELECT a, (<b>) AS n, (<c>) d, (<e>) FROM t"),
        Arguments.of("SELECT (NL 'a')", "SELECT (<a>)"),
        Arguments.of("SELECT (NL 'a') / (NL 'b') x", "SELECT (<a>) / (<b>) x"),
        Arguments.of(
            "SELECT COALESCE((NL 'a'), 0) FROM t WHERE (NL 'b') < c",
            "SELECT COALESCE((<a>), 0) FROM t WHERE (<b>) < c"),
        Arguments.of(
            "SELECT CASE WHEN a THEN (NL 'b') ELSE (NL: c) END FROM t",
            "SELECT CASE WHEN a THEN (<b>) ELSE (<c>) END FROM t"),
        Arguments.of(
            "SELECT * FROM t WHERE a BETWEEN (NL 'b') AND (NL 'c')",
            "SELECT * FROM t WHERE a BETWEEN (<b>) AND (<c>)"),
        Arguments.of(
            "SELECT * FROM NL('a') q WHERE x IN (NL 'b') AND y = (SELECT MAX(z) FROM (NL: c) w)",
            "SELECT * FROM (<a>) q WHERE x IN (<b>) AND y = (SELECT MAX(z) FROM (<c>) w)"),
        Arguments.of(
            "INSERT INTO t VALUES (1, (NL 'a')), (2, 3)",
            "INSERT INTO t VALUES (1, (<a>)), (2, 3)"),
        Arguments.of(
            "UPDATE t SET a = (NL 'b'), c = (NL: d) WHERE e IN (NL 'f;')",
            "UPDATE t SET a = (<b>), c = (<d>) WHERE e IN (<f;>)"),
        Arguments.of("DELETE FROM t WHERE a IN (NL 'b')", "DELETE FROM t WHERE a IN (<b>)"));
  }

  @ParameterizedTest
  @MethodSource({"functions", "wrappings", "operands"})
  void putsASubSelectInPlaceOfEachQuestion(String statement, String written) throws SQLException {
    for (Quoting quoting : Quoting.values()) {
      assertEquals(written, written(statement, quoting), quoting.name());
    }
    assertNull(recogniser.recognise(statement));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT NL('a')",
        "SELECT a, NL('b') FROM t",
        "SELECT a FROM t WHERE NL('b') = 1",
        "SELECT a FROM t WHERE x IN (NL('b'))",
        "SELECT a FROM t WHERE x IN (1, NL('b'))",
        "SELECT a FROM t WHERE x IN (NL 'b', NL 'c')",
        "SELECT a FROM t WHERE x = (NL 'b' || c)",
        "SELECT a FROM t WHERE x = (NL 'b'::text)",
        "SELECT a FROM t WHERE x IN (nl other 'b')",
        "SELECT a FROM t WHERE x IN (nl:city)",
        "SELECT a FROM t WHERE (nl:price + 1) > 3",
        "SELECT a FROM t WHERE x = (nl::int)",
        "SELECT a FROM t WHERE x = ANY(nl) OR (nl) = 'b'",
        "SELECT a FROM t WHERE x IN (t.NL 'b')",
        "SELECT f(NL 'b'), g (NL: b) FROM t",
        "SELECT \"IN\" (NL 'b') FROM t",
        "SELECT a FROM t UNION ALL (NL 'b')",
        "SELECT a FROM t UNION ALL ((NL 'b'))",
        "SELECT a FROM t ORDER BY a, NL('b')",
        "SELECT a FROM t GROUP BY a, NL('b') HAVING 1",
        "SELECT TRIM(BOTH 'x' FROM NL('b')) FROM t",
        "SELECT EXTRACT(DAY FROM NL('b')), NL('c') FROM t",
        "SELECT a IS DISTINCT FROM NL('b') FROM t",
        "SELECT a IS NOT DISTINCT FROM NL('b'), NL('c') FROM t",
        "SELECT a FROM t WHERE a IS DISTINCT FROM NL('b')",
        "SELECT * FROM f(1, NL('b'))",
        "SELECT * FROM f(NL('b'))",
        "SELECT * FROM TABLE(NL('b'))",
        "SELECT * FROM ROWS FROM (NL('b'))",
        "SELECT * FROM nl",
        "SELECT * FROM nl, nl (x)",
        "SELECT * FROM nl(3)",
        "SELECT * FROM nl()",
        "SELECT * FROM nl('a', 'b')",
        "SELECT * FROM nl('a' || x)",
        "SELECT * FROM nl(N'a')",
        "SELECT * FROM public.nl('a')",
        "SELECT * FROM nl.f('a')",
        "SELECT * FROM (nl)",
        "SELECT * FROM (nl x JOIN t ON 1 = 1)",
        "SELECT * FROM (nl run JOIN t ON 1 = 1)",
        "SELECT * FROM (nl::text)",
        "SELECT * FROM f(nl := 3)",
        "SELECT nl:city FROM t",
        "SELECT (nl:city) FROM t",
        "SELECT JSON_OBJECT(nl: 1) FROM t",
        "SELECT arr[nl:3] FROM t",
        "SELECT nl 'a' FROM t",
        "DELETE FROM nl('a')",
        "DELETE FROM t USING NL('a')",
        "INSERT INTO nl('a') VALUES (1)",
        "INSERT INTO t VALUES (NL('a'), NL 'b')",
        "INSERT INTO t VALUES (NL 'a'), (NL 'b'), (NL 'c')",
        "INSERT INTO t (NL 'a')",
        "CREATE TABLE t (a INT DEFAULT (NL 'b'))",
        "CREATE TABLE t AS (NL 'b')",
        "CREATE INDEX i ON t (NL 'a')",
        "UPDATE t SET a = 1 FROM NL('a') q",
        "CREATE TABLE t (a INT, b INT GENERATED ALWAYS AS (nl::int))",
        "CREATE TABLE t (a INT, b INT AS (nl('x')))",
        "CREATE INDEX i ON t (NL('a'))",
        "CALL NL('a')",
        "REVOKE SELECT ON t FROM nl",
        "SELECT 'x FROM NL(''a'') q'",
        "SELECT * FROM t -- FROM NL('a') q",
        "SELECT * FROM t /* JOIN NL('a') q */",
        "SELECT \"x FROM NL('a')\" FROM t",
        "SELECT `x FROM NL('a')` FROM t",
        "SELECT * FROM \"NL\"('a')",
        "SELECT * FROM NLX('a')",
        "SELECT * FROM @NL('a')",
        "SELECT * FROM NL('a') q WHERE x = 'open",
        "SELECT * FROM NL('a') q /* open",
        "EXPLAIN SELECT nl 'a' FROM t",
        "EXPLAIN nl",
        "SELECT 1; nl = 2",
        "CREATE PROCEDURE p() BEGIN SET @a = 1; nl: LOOP LEAVE nl; END LOOP; END",
        "BEGIN a := 1; nl := 'b'; nl: LOOP EXIT nl; END LOOP; END;",
        "EXPLAIN nl x 'a'",
        "EXPLAIN nl::int",
        "CREATE DOMAIN d AS nl 'a'",
        "CREATE FUNCTION f() RETURNS int AS nl 'a'",
        "INSERT INTO nl 'a'",
        "INSERT INTO t SELECT nl 'a'",
        "INSERT INTO t VALUES (1) nl 'a'",
        "CREATE TABLE t AS SELECT 1; INSERT INTO t NL: a",
        "-- Dutch locale NL: prices incl. VAT",
        "/* a /* b */ SELECT * FROM t WHERE nl LIKE 'x'",
        "/* our NL: 'x'",
        "SET @i = 0; nl: SET @i = @i + 1; IF @i < 3 GOTO nl",
        "(NL: a)",
        "((NL 'a'))",
        "(NL 'a') UNION (NL 'b')",
        "SELECT * FROM NL: a",
        "SELECT * FROM NL 'a'"
      })
  void leavesWrittenStatementsAlone(String statement) throws SQLException {
    for (Quoting quoting : Quoting.values()) {
      assertEquals("ordinary", written(statement, quoting), quoting.name());
    }
  }

  static Stream<Arguments> quotings() {
    return Stream.of(
        Arguments.of("SELECT '\\' FROM NL('a') q -- '", "H2 SQLITE"),
        Arguments.of("SELECT E'\\' FROM NL('a') q, ' FROM NL('b') q", "POSTGRESQL"),
        Arguments.of("SELECT $$ FROM NL('a') q, $$", "MYSQL SQLITE"),
        Arguments.of("SELECT $x$ FROM NL('a') q, $$ $x$", "MYSQL SQLITE"),
        Arguments.of("SELECT 1 # FROM NL('a') q", "H2 POSTGRESQL SQLITE"),
        Arguments.of("SELECT [ FROM NL('a') q]", "H2 POSTGRESQL MYSQL"),
        Arguments.of("SELECT /* /* */ 1 FROM NL('a') q", "MYSQL SQLITE"),
        Arguments.of("SELECT 1 --FROM NL('a') q", "MYSQL"),
        Arguments.of("SELECT q'[it's FROM NL('a') q -- ]'", "H2 POSTGRESQL MYSQL SQLITE"));
  }

  /** Where only some databases see a question, the others' statements stay ordinary. */
  @ParameterizedTest
  @MethodSource("quotings")
  void readsQuotesAsTheDatabaseDoes(String statement, String asked) throws SQLException {
    for (Quoting quoting : Quoting.values()) {
      Nested nested = recogniser.within(statement, quoting);
      assertEquals(
          List.of(asked.split(" ")).contains(quoting.name()), nested != null, quoting.name());
    }
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("SELECT * FROM NL('what's up') q", "42000", "twice"),
        Arguments.of("SELECT * FROM NL('') q", "42000", "empty"),
        Arguments.of("SELECT * FROM NL(' ') q", "42000", "empty"),
        Arguments.of("SELECT * FROM NL('open) q", "42000", "does not end"),
        Arguments.of("SELECT * FROM (NL 'a' b) q", "42000", "twice"),
        Arguments.of("SELECT * FROM (NL 'a; b) q", "42000", "does not end"),
        Arguments.of("SELECT * FROM (NL: ) q", "42000", "empty"),
        Arguments.of("SELECT * FROM (NL SHOW: a) q", "42000", "SHOW"),
        Arguments.of("SELECT * FROM (NL EXPLAIN 'a') q", "42000", "EXPLAIN"),
        Arguments.of("SELECT * FROM (NL: a;\n b) q", "42000", "More than one"),
        Arguments.of("SELECT * FROM (NL: 1) one 2) two) q", "42000", "not clear"),
        Arguments.of("SELECT * FROM (NL: a (b) q", "42000", "not clear"),
        Arguments.of("SELECT * FROM (NL: a :)) q", "42000", "not clear"),
        Arguments.of("SELECT * FROM (NL: a) and (b) q", "42000", "not clear"),
        Arguments.of("SELECT * FROM (NL: a) x y", "42000", "not clear"),
        Arguments.of("SELECT * FROM (NL: what's up) q WHERE a = 'b'", "42000", "not clear"),
        Arguments.of("SELECT * FROM (NL: 5\" pipes) \"q\"", "42000", "not clear"),
        Arguments.of("SELECT * FROM (NL: '90s a) x, (NL: '80s b) y", "42000", "not clear"),
        Arguments.of("SELECT * FROM (NL: a) -- b) x", "42000", "not clear"),
        Arguments.of("SELECT * FROM t WHERE a IN (NL 'what's up')", "42000", "twice"),
        Arguments.of("SELECT * FROM t WHERE a IN (NL '')", "42000", "empty"),
        Arguments.of("SELECT * FROM t WHERE a IN (NL SHOW 'b')", "42000", "SHOW"),
        Arguments.of("SELECT * FROM t WHERE a IN (NL: b (c) AND d", "42000", "not clear"),
        Arguments.of("SELECT * FROM t WHERE a = (NL: b's c) AND d = 'e'", "42000", "not clear"),
        Arguments.of("SELECT * FROM (NL: what's a) x, (NL: who's b) y", "42000", "NL 'what''s"),
        Arguments.of("EXPLAIN NL SHOW: a", "42000", "SHOW"),
        Arguments.of("SELECT 1; NL: a", "42000", "behind another statement"),
        Arguments.of("SELECT 1;\nNL 'a';\nSELECT 2;", "42000", "at character 11"),
        Arguments.of("EXPLAIN NL: a;\nSELECT 1", "42000", "More than one"),
        Arguments.of("CREATE TABLE t AS NL 'what's up'", "42000", "twice"),
        Arguments.of("SELECT * FROM NL('" + "x".repeat(101) + "') q", "54000", "nl.question"),
        Arguments.of("SELECT * FROM (NL: " + "x".repeat(101) + ") q", "54000", "nl.question"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void saysWhatIsWrong(String statement, String state, String hint) {
    for (Quoting quoting : Quoting.values()) {
      SQLException error =
          assertThrows(SQLException.class, () -> recogniser.within(statement, quoting));
      assertEquals(state, error.getSQLState());
      assertTrue(String.valueOf(error.getMessage()).contains(hint), error::getMessage);
    }
  }

  static Stream<Arguments> uses() {
    return Stream.of(
        Arguments.of("SELECT * FROM NL('x') q", "ROWS", "", ""),
        Arguments.of("SELECT * FROM t a WHERE EXISTS (NL 'x')", "ROWS", "", "t a"),
        Arguments.of("SELECT * FROM t WHERE (a, b) IN (NL 'x')", "ROWS", "", "t "),
        Arguments.of("SELECT * FROM t WHERE ROW(a, b) = (NL 'x')", "ROWS", "", "t "),
        Arguments.of("SELECT * FROM t WHERE a IN (NL 'x')", "SET", "a", "t "),
        Arguments.of("SELECT * FROM t WHERE (a NOT IN (NL 'x'))", "SET", "a", "t "),
        Arguments.of("SELECT * FROM s.t AS u WHERE u.a IN (NL 'x')", "SET", "u.a", "s.t u"),
        Arguments.of(
            "SELECT * FROM \"T\" WHERE \"T\".\"a\" = ANY (NL 'x')", "SET", "\"T\".\"a\"", "\"T\" "),
        Arguments.of("SELECT * FROM t WHERE a > ALL (NL 'x')", "SET", "", "t "),
        Arguments.of(
            "SELECT * FROM t, u v JOIN w ON v.b = (NL 'x')", "VALUE", "v.b", "t ; u v; w "),
        Arguments.of("SELECT * FROM t WHERE a <> (NL 'x')", "VALUE", "a", "t "),
        Arguments.of("SELECT * FROM t WHERE a <= (NL 'x')", "VALUE", "", "t "),
        Arguments.of("SELECT * FROM t WHERE a + b = (NL 'x')", "VALUE", "", "t "),
        Arguments.of("SELECT * FROM t WHERE f(a, b) = (NL 'x')", "VALUE", "", "t "),
        Arguments.of("SELECT * FROM t WHERE a -> (NL 'x')", "VALUE", "", "t "),
        Arguments.of("SELECT (NL 'x') FROM (SELECT 1) s, f(1) g", "VALUE", "", "- ; - "),
        Arguments.of("UPDATE t SET a = (NL 'x')", "VALUE", "a", "t "),
        Arguments.of("DELETE FROM t WHERE a IN (NL 'x')", "SET", "a", "t "),
        Arguments.of("WITH t AS (SELECT 1) SELECT * FROM t WHERE a IN (NL 'x')", "SET", "a", ""));
  }

  /** Of tables: the path, a blank and the alias; a hyphen for what is none. */
  @ParameterizedTest
  @MethodSource("uses")
  void tellsWhatAQuestionHasToGive(String statement, String kind, String left, String tables)
      throws SQLException {
    for (Quoting quoting : Quoting.values()) {
      Nested nested = recogniser.within(statement, quoting);
      assertNotNull(nested, statement);
      SubQueryPlace use = nested.uses().get(0);
      assertEquals(kind, use.kind().name());
      assertEquals(left, String.join(".", use.comparedWith()));
      String named =
          nested.tables().stream()
              .map(t -> (t.path().isEmpty() ? "-" : String.join(".", t.path())) + " " + t.alias())
              .collect(Collectors.joining("; "));
      if (!kind.equals("ROWS") || !statement.contains("NL(")) {
        assertEquals(tables, named);
      }
    }
  }

  static Stream<Arguments> parameters() {
    return Stream.of(
        Arguments.of("SELECT * FROM (NL: a ? b ?) x WHERE c = ?", "2 1", "3: 2 1 3"),
        Arguments.of("SELECT ? FROM (NL 'a ?') x WHERE c IN (?, ?)", "1", "4: 1 2 3 4"),
        Arguments.of(
            "SELECT ? FROM NL('a ? b ?') x JOIN (NL: c ?) y ON x.d = ? WHERE '?' = ? -- ?",
            "2 1 2|1 1",
            "6: 1 3 2 3 4 4 5 6"),
        Arguments.of(
            "SELECT * FROM t WHERE a = ? AND b IN (NL: c ? d) AND e = ?", "1 1", "3: 1 2 2 3"),
        Arguments.of("SELECT a ?? b FROM (NL: c ?) x WHERE d = ?", "1", "2: 1 2"),
        Arguments.of("SELECT * FROM (NL: how many?) x WHERE c = ?", "", "0: "));
  }

  /** The numbers in each question's SQL; then how many the user sets, and where they go. */
  @ParameterizedTest
  @MethodSource("parameters")
  void numbersParametersAsTheyAreWritten(String statement, String found, String expected)
      throws SQLException {
    for (Quoting quoting : Quoting.values()) {
      Nested nested = recogniser.within(statement, quoting);
      assertNotNull(nested);
      List<List<Integer>> numbers =
          Stream.of(found.split("\\|"))
              .map(one -> one.isEmpty() ? List.<Integer>of() : ints(one))
              .toList();
      ParameterNumbers all = nested.parameters(numbers);
      String told = all.numbers().stream().map(String::valueOf).collect(Collectors.joining(" "));
      assertEquals(expected, all.count() + ": " + told);
    }
  }

  private static List<Integer> ints(String text) {
    return Stream.of(text.split(" ")).map(Integer::valueOf).toList();
  }

  @Test
  void whereNothingIsBoundAMarkerIsPunctuationOrAMistake() throws SQLException {
    Nested end = recogniser.within("SELECT * FROM (NL: how many ?) x", Quoting.H2);
    Nested quoted = recogniser.within("SELECT * FROM NL('who ? or so') x", Quoting.H2);
    Nested free = recogniser.within("SELECT * FROM (NL: who ? or so) x", Quoting.H2);
    assertNotNull(end);
    assertNotNull(quoted);
    assertNotNull(free);
    assertEquals(List.of("how many ?"), end.unbound().questions());
    assertEquals(0, end.unbound().parameters(List.of(List.of())).count());
    assertEquals(0, quoted.unbound().parameters(List.of(List.of())).count());
    assertEquals("07001", assertThrows(SQLException.class, free::unbound).getSQLState());
    SQLException numbered =
        assertThrows(
            SQLException.class,
            () -> recogniser.within("SELECT * FROM (NL: a ?) x WHERE b = ?1", Quoting.H2));
    assertEquals("42000", numbered.getSQLState());
  }

  @Test
  void settingsOfTheDatabaseDecideNothing() {
    for (String statement :
        List.of("SELECT * FROM NL('a\\') x, NL('b') y", "SELECT * FROM NL('it\\'s') x")) {
      for (Quoting quoting : List.of(Quoting.MYSQL, Quoting.POSTGRESQL)) {
        SQLException error =
            assertThrows(SQLException.class, () -> recogniser.within(statement, quoting));
        assertEquals("42000", error.getSQLState());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhatTheStatementDoes(Quoting quoting) throws SQLException {
    Nested select = recogniser.within("/* c */ select * from nl('a')", quoting);
    Nested view = recogniser.within("CREATE VIEW v AS SELECT * FROM NL('a')", quoting);
    assertNotNull(select);
    assertNotNull(view);
    assertTrue(select.reads() && !select.mayChangeSchema());
    assertTrue(!view.reads() && view.mayChangeSchema());
    Nested union = recogniser.within("(SELECT * FROM NL('a'))", quoting);
    assertTrue(union != null && union.reads());
    assertEquals(List.of("a"), select.questions());
    assertEquals("/* c */ select * from nl('a')", select.toString());
  }

  @Test
  void writtenStatementsCostNoMemory() {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    String[] statements = {
      "SELECT name, nl FROM t WHERE id = ? AND nlx('a') > 1 AND only(2) = 'nl: a' AND b IN ('nl', 'de')",
      "SELECT nl FROM nl WHERE nl.nl = 3 -- nl",
      "INSERT INTO nl VALUES ('it''s only', 1)"
    };
    assertFalse(Recogniser.mayHoldQuestions(null));
    int calls = 10_000;
    long before = thread.getThreadAllocatedBytes(Thread.currentThread().getId());
    int held = 0;
    for (int i = 0; i < calls; i++) {
      held += Recogniser.mayHoldQuestions(statements[i % 3]) ? 1 : 0;
    }
    long bytes = thread.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertEquals(0, held);
    assertTrue(bytes < calls, bytes + " bytes for " + calls + " statements");
  }
}
