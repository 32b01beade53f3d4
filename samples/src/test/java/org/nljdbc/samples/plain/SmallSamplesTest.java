package org.nljdbc.samples.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.samples.ScriptedModelProvider;

class SmallSamplesTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream standard = System.out;

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(standard);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void plainJdbcAsksAndWrites() throws Exception {
    PlainJdbc.main(ScriptedModelProvider.SETTING);
    assertEquals(
        """
        asked:   1320
        as SQL:  SELECT COUNT(*) FROM customers
        written: 1320
        """,
        printed());
  }

  @Test
  void aPreparedQuestionDescribesItsColumnsAndRunsAgain() throws Exception {
    PreparedQuestion.main(ScriptedModelProvider.SETTING);
    assertEquals(
        """
        column 1: year
        column 2: total
        run 1: 5 rows
        run 2: 5 rows
        """,
        printed());
  }

  @Test
  void aPoolAnswersSeveralThreads() throws Exception {
    PooledQuestions.main(ScriptedModelProvider.SETTING);
    assertTrue(printed().contains("how many customers are there? 1320\n"), printed());
    assertTrue(printed().contains("how many products are there? 186\n"), printed());
    assertTrue(printed().contains("how many employees are there? 163\n"), printed());
  }
}
