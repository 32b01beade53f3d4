package org.nljdbc.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** nl eval. */
class EvalTest extends CommandTest {

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void rightAnswersAreCountedAndOthersShown() throws IOException {
    model
        .answer("how many", "SELECT COUNT(id) FROM customers")
        .answer("names in order", "SELECT name FROM customers ORDER BY id")
        .answer("richest", "SELECT name FROM customers WHERE id = 2");
    Path file =
        file(
            "own.yaml",
            """
            - {question: how many are there, sql: SELECT COUNT(*) FROM customers}
            - question: names in order
              sql: SELECT name FROM customers ORDER BY id DESC
            - {question: who is the richest, sql: SELECT name FROM customers WHERE id = 1}
            - {question: whatever, sql: SELECT nothing FROM nowhere}
            """);
    assertEquals(0, ask("eval", file.toString()), err::toString);
    String text = out.toString();
    assertTrue(text.contains("1 of 3 right: execution accuracy 0.333 (95 % interval 0.0"), text);
    assertTrue(text.contains("who is the richest"), text);
    assertTrue(text.contains("answered  SELECT name FROM customers WHERE id = 2"), text);
    assertTrue(text.contains("1 do not count"), text);
    String failures = text.substring(text.indexOf("names in order"));
    assertEquals(1, ask("eval", "--min-accuracy=0.5", file.toString()));
    out.getBuffer().setLength(0);
    assertEquals(0, ask("eval", "--parallel=3", file.toString()), err::toString);
    assertTrue(out.toString().endsWith(failures), out::toString); // the same, in the same order
    assertEquals(2, ask("eval", "--parallel=0", file.toString()));
    assertTrue(err.toString().contains("1 to 64"), err::toString);
  }

  @Test
  void withoutAModelNothingIsCounted() throws IOException {
    Path file = file("own.jsonl", "{\"question\": \"how many\", \"sql\": \"SELECT 1\"}");
    assertEquals(
        1,
        run("eval", "--url=jdbc:sqlite:" + shop(), "--set=nl.model=/none.gguf", file.toString()));
    assertTrue(err.toString().contains("58000"), err::toString);
  }

  @Test
  void everyFormatHasTheSameQuestions() throws IOException {
    List<OwnQuestion> expected =
        List.of(new OwnQuestion("a, \"b\"?", "SELECT 1"), new OwnQuestion("c", "SELECT 2"));
    assertEquals(
        expected,
        QuestionFile.read(
            file("q.csv", "sql,question\r\nSELECT 1;,\"a, \"\"b\"\"?\"\r\nSELECT 2, c\r\n")));
    assertEquals(
        expected,
        QuestionFile.read(
            file(
                "q.jsonl",
                "{\"question\":\"a, \\\"b\\\"?\",\"sql\":\"SELECT 1\",\"n\":null}\n\n"
                    + "{\"question\":\"c\",\"sql\":\"SELECT 2\"}")));
    assertEquals(
        expected,
        QuestionFile.read(
            file(
                "q.yml",
                "- {question: 'a, \"b\"?', sql: SELECT 1}\n- {question: c, sql: SELECT 2}")));
  }

  private static Stream<Arguments> notValid() {
    return Stream.of(
        Arguments.of("q.txt", "x", "ends neither"),
        Arguments.of("q.csv", "question,answer", "'question' and 'sql'"),
        Arguments.of("q.csv", "question,sql\na", "record 1"),
        Arguments.of("q.jsonl", "[1]", "line 1"),
        Arguments.of("q.jsonl", "{\"question\": \"a\", \"sql\": [2]}", "'sql'"),
        Arguments.of("q.yaml", "a: b", "no list"),
        Arguments.of("q.yaml", "- b", "entry 1"),
        Arguments.of("q.yaml", "- {question: ' ', sql: x}", "'question'"),
        Arguments.of("q.yaml", "[a", "no YAML"),
        Arguments.of("q.yaml", "[]", "no questions"));
  }

  @ParameterizedTest
  @MethodSource("notValid")
  void aFileThatIsNotValidIsTold(String name, String text, String told) throws IOException {
    Path file = file(name, text);
    Exception e = assertThrows(IllegalArgumentException.class, () -> QuestionFile.read(file));
    assertTrue(String.valueOf(e.getMessage()).contains(told), e::getMessage);
    assertEquals(2, ask("eval", file.toString()));
    assertTrue(err.toString().contains("cannot be used"), err::toString);
  }
}
