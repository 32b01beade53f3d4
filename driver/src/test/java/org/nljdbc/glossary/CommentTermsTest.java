package org.nljdbc.glossary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SchemaReader;
import org.nljdbc.spi.Progress;

class CommentTermsTest {

  private static final Schema SCHEMA =
      schema(
          "CREATE TABLE cst (id INT PRIMARY KEY, typ CHAR(1), act CHAR(1), lvl INT)",
          "CREATE TABLE bil (id INT PRIMARY KEY, paid DATE, grn CHAR(1), st CHAR(1))",
          "COMMENT ON TABLE cst IS 'customers'",
          "COMMENT ON TABLE bil IS 'bills'",
          "COMMENT ON COLUMN cst.typ IS 'kind of customer: P = private, B = small business'",
          "COMMENT ON COLUMN cst.act IS 'Y if the customer is active, N if he is blocked'",
          "COMMENT ON COLUMN cst.lvl IS '1=basic; 2=premium'",
          "COMMENT ON COLUMN bil.paid IS 'date of payment, empty if unpaid'",
          "COMMENT ON COLUMN bil.grn IS 'Y for green electricity'",
          "COMMENT ON COLUMN bil.st IS 'status: open, or B = blocked'");

  private static Schema schema(String... statements) {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
      return new SchemaReader(0, Progress.NONE).read(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "private customers | private means cst.typ = 'P'",
        "how many are a small business? | small business means cst.typ = 'B'",
        "premium ones | premium means cst.lvl = 2",
        "who is active? | active means cst.act = 'Y'",
        "unpaid bills | unpaid means bil.paid IS NULL",
        "bills for green power | green means bil.grn = 'Y'",
        "blocked bills | blocked means bil.st = 'B'",
        "blocked customers | blocked means cst.act = 'N'",
      })
  void wordsOfCommentsAreExplained(String question, String line) {
    List<Term> terms = CommentTerms.added(List.of(), question, SCHEMA);
    assertEquals(List.of(line), terms.stream().map(Term::text).toList());
  }

  @ParameterizedTest
  @CsvSource({"paid bills", "open bills", "all customers", "blocked", "kinds of customers"})
  void otherWordsAreNot(String question) {
    assertEquals(List.of(), CommentTerms.added(List.of(), question, SCHEMA));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Y for the head office | the offices",
        "1 if the row is from import | rows from Rome",
        "FK = clients | clients of the town",
        "NULL = active, 1 = gone | active ones",
        "net = without tax | prices without tax",
      })
  void whatIsNoCodeExplainsNothing(String comment, String question) {
    Schema other =
        schema(
            "CREATE TABLE office (id INT PRIMARY KEY, mark CHAR(1))",
            "COMMENT ON COLUMN office.mark IS '" + comment + "'");
    assertEquals(List.of(), CommentTerms.added(List.of(), question, other));
  }

  @Test
  void aGlossaryKnowsBetter() {
    List<Term> said = List.of(new Term(Term.Kind.VALUE, "CST", "LVL", "private", "cst.lvl = 1"));
    assertEquals(said, CommentTerms.added(said, "private customers", SCHEMA));
  }
}
