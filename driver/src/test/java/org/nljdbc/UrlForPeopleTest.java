package org.nljdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlForPeopleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:h2:mem:a;USER=sa;PASSWORD=s3;MODE=x  | jdbc:h2:mem:a;USER=sa;PASSWORD=***;MODE=x",
        "jdbc:postgresql://h:1/d?user=u&password=s3 | jdbc:postgresql://h:1/d?user=u&password=***",
        "jdbc:x://h?sslPassword=s3&a=b              | jdbc:x://h?sslPassword=***&a=b",
        "jdbc:sqlserver://h;pwd={s;3};a=b           | jdbc:sqlserver://h;pwd=***;a=b",
        "jdbc:mysql://root:s3@h:3306/d              | jdbc:mysql://root:***@h:3306/d",
        "jdbc:mysql://root:s:3@h:3306/d             | jdbc:mysql://root:***@h:3306/d",
        "jdbc:oracle:thin:scott/s3@//h:1521/d       | jdbc:oracle:thin:scott/***@//h:1521/d",
        "jdbc:sqlite:/home/a/b.db                   | jdbc:sqlite:/home/a/b.db",
        "jdbc:postgresql://h:5432/d                 | jdbc:postgresql://h:5432/d"
      })
  void showsNoPassword(String url, String shown) {
    assertEquals(shown, UrlForPeople.of(url));
  }
}
