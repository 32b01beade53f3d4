package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AnswerTextTest {

  @Test
  void plainSqlStays() {
    assertEquals("SELECT 1", AnswerText.sql("  SELECT 1 \n"));
  }

  @Test
  void takesTheFencedBlock() {
    assertEquals("SELECT 1", AnswerText.sql("Here it is:\n```sql\nSELECT 1\n```\nIt counts."));
    assertEquals("SELECT 1", AnswerText.sql("```\nSELECT 1\n```"));
    assertEquals("SELECT 1", AnswerText.sql("```SELECT 1```"));
  }

  @Test
  void takesAnUnclosedBlock() {
    assertEquals("SELECT name FROM t", AnswerText.sql("```sql\nSELECT name FROM t"));
  }

  @Test
  void dropsAFenceCutShort() {
    assertEquals("SELECT a FROM t", AnswerText.sql("```sql\nSELECT a FROM t\n``\n"));
    assertEquals("SELECT a FROM `t`", AnswerText.sql("```sql\nSELECT a FROM `t`"));
  }

  @Test
  void takesTheLastSqlBlock() {
    assertEquals(
        "SELECT 2",
        AnswerText.sql(
            "```sql\nSELECT 1\n```\nbetter:\n```sql\nSELECT 2\n```\n```text\nrows\n```"));
  }

  @Test
  void ignoresWhatWasThought() {
    assertEquals(
        "SELECT 2",
        AnswerText.sql(
            "<think> maybe\n```sql\nSELECT 1\n```\n</think>\n<answer>So:\n```sql\nSELECT 2\n```"));
  }

  @Test
  void takesTheAnswerTag() {
    assertEquals("SELECT 3", AnswerText.sql("<think>no end <answer>SELECT 3</answer>"));
  }

  @Test
  void skipsWordsBefore() {
    assertEquals("SELECT count(*) FROM t", AnswerText.sql("The query is:\nSELECT count(*) FROM t"));
    assertEquals(
        "WITH t AS (SELECT 1) SELECT * FROM t",
        AnswerText.sql("SQL: WITH t AS (SELECT 1) SELECT * FROM t"));
  }

  @Test
  void leavesAnAnswerWithoutSqlToTheChecker() {
    assertEquals("I cannot answer this.", AnswerText.sql("I cannot answer this."));
    assertEquals("", AnswerText.sql(""));
    assertEquals("DROP TABLE t", AnswerText.sql("```sql\nDROP TABLE t\n```"));
  }
}
