package org.nljdbc.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NlUrlTest {

  /** Our URL, what the real driver gets, and our parameters. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:nl:sqlite::memory:                      | jdbc:sqlite::memory:            | {}",
        "JDBC:NL:sqlite:a.db                          | jdbc:sqlite:a.db                | {}",
        "jdbc:nl:nl:h2:mem:a                          | jdbc:nl:h2:mem:a                | {}",
        "jdbc:nl:h2:mem:nl:jdbc:nl:x                  | jdbc:h2:mem:nl:jdbc:nl:x        | {}",
        "jdbc:nl:postgresql://h/d?nl.tries=1          | jdbc:postgresql://h/d           | {nl.tries=1}",
        "jdbc:nl:postgresql://h/d?ssl=true&nl.tries=1 | jdbc:postgresql://h/d?ssl=true  | {nl.tries=1}",
        "jdbc:nl:postgresql://h/d?nl.tries=1&ssl=true | jdbc:postgresql://h/d?ssl=true  | {nl.tries=1}",
        "jdbc:nl:mysql://h/d?a=b&nl.tries=1&c=d&nl.samples=0 | jdbc:mysql://h/d?a=b&c=d | {nl.tries=1, nl.samples=0}",
        "jdbc:nl:mysql://h/d?nl.tries=1&nl.samples=0&c=d | jdbc:mysql://h/d?c=d         | {nl.tries=1, nl.samples=0}",
        "jdbc:nl:mysql://h/d?nl.tries=1&nl.samples=0  | jdbc:mysql://h/d                | {nl.tries=1, nl.samples=0}",
        "jdbc:nl:h2:mem:a;MODE=MySQL;nl.tries=1       | jdbc:h2:mem:a;MODE=MySQL        | {nl.tries=1}",
        "jdbc:nl:h2:mem:a;nl.tries=1;MODE=MySQL       | jdbc:h2:mem:a;MODE=MySQL        | {nl.tries=1}",
        "jdbc:nl:h2:mem:a;INIT=SET X 1\\;nl.a=1;nl.tries=1 | jdbc:h2:mem:a;INIT=SET X 1\\;nl.a=1 | {nl.tries=1}",
        "jdbc:nl:sqlserver://h;nl.model={C:/a;b};databaseName=d | jdbc:sqlserver://h;databaseName=d | {nl.model=C:/a;b}",
        "jdbc:nl:sqlite:a.db?nl.model=/m%20o/d+e%C3%A9 | jdbc:sqlite:a.db               | {nl.model=/m o/d+eé}",
        "jdbc:nl:sqlite:a.db?nl.model=100%            | jdbc:sqlite:a.db                | {nl.model=100%}",
        "jdbc:nl:sqlite:a.db?nl.model=%FF             | jdbc:sqlite:a.db                | {nl.model=%FF}",
        "jdbc:nl:sqlite:a.db?NL.Model=m               | jdbc:sqlite:a.db                | {NL.Model=m}",
        "jdbc:nl:sqlite:a.db?nl.warnSql&a=b           | jdbc:sqlite:a.db?a=b            | {nl.warnSql=}",
        "jdbc:nl:sqlite:a.db?x=nl.tries=1&nl=2        | jdbc:sqlite:a.db?x=nl.tries=1&nl=2 | {}",
        "jdbc:nl:sqlite:dir&nl.x=1/a.db               | jdbc:sqlite:dir&nl.x=1/a.db     | {}",
        "jdbc:nl:postgresql://h/d?nl.tries=1&nl.tries=2 | jdbc:postgresql://h/d         | {nl.tries=2}",
        "jdbc:nl:                                     | jdbc:                           | {}"
      })
  void partsOursFromTheRealOnesExactly(String url, String real, String parameters) {
    NlUrl parted = NlUrl.parse(url);
    assertEquals(real, parted.realUrl());
    assertEquals(parameters, parted.parameters().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "jdbc:nl", "jdbc:nlx:h2:mem:", "jdbc:h2:mem:", " jdbc:nl:h2:mem:"})
  void refusesWhatIsNotOurs(String url) {
    assertEquals(false, NlUrl.matches(url));
    assertThrows(IllegalArgumentException.class, () -> NlUrl.parse(url));
  }

  @Test
  void nullIsNotOurs() {
    assertEquals(false, NlUrl.matches(null));
  }

  @Test
  void parametersCannotBeChanged() {
    Map<String, String> parameters = NlUrl.parse("jdbc:nl:h2:mem:").parameters();
    assertThrows(UnsupportedOperationException.class, () -> parameters.put("a", "b"));
  }
}
