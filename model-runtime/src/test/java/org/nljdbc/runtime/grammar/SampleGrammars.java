package org.nljdbc.runtime.grammar;

/** Grammars for tests and the bench, with texts that match them. */
public final class SampleGrammars {

  /** JSON, as RFC 8259 has it. */
  public static final String JSON =
      """
      # A text of JSON.
      root     ::= space value space
      value    ::= object | array | string | number | "true" | "false" | "null"
      object   ::= "{" space (member ("," space member)*)? "}"
      member   ::= string space ":" space value space
      array    ::= "[" space (element ("," space element)*)? "]"
      element  ::= value space
      string   ::= "\\"" character* "\\""
      character ::=
        [^"\\\\\\x00-\\x1F] |
        "\\\\" (["\\\\/bfnrt] | "u" [0-9a-fA-F]{4})
      number   ::= "-"? ("0" | [1-9] [0-9]*) ("." [0-9]+)? ([eE] [+\\-]? [0-9]+)?
      space    ::= [ \\t\\r\\n]*
      """;

  /** Some SELECT statements. */
  public static final String SQL =
      """
      root      ::= query ";"?
      query     ::= (
        select (gap ("UNION" | "INTERSECT" | "EXCEPT") (gap "ALL")? gap select)* ORDER? LIMIT?
      )
      select    ::= (
        "SELECT" gap ("DISTINCT" gap)? item (comma item)* gap "FROM" gap source WHERE? GROUP?
      )
      item      ::= "*" | expression (gap "AS" gap name)?
      source    ::= table (gap join)*
      join      ::= (("LEFT" | "INNER") gap)? "JOIN" gap table gap "ON" gap condition
      table     ::= (name | "(" maybe query maybe ")") (gap ("AS" gap)? alias)?
      WHERE     ::= gap "WHERE" gap condition
      GROUP     ::= gap "GROUP" gap "BY" gap expression (comma expression)* HAVING?
      HAVING    ::= gap "HAVING" gap condition
      ORDER     ::= gap "ORDER" gap "BY" gap key (comma key)*
      key       ::= expression (gap ("ASC" | "DESC"))?
      LIMIT     ::= gap "LIMIT" gap [0-9]+
      condition ::= condition gap ("AND" | "OR") gap test | test
      test      ::=
        "NOT" gap test |
        "EXISTS" maybe "(" maybe query maybe ")" |
        "(" maybe condition maybe ")" |
        expression maybe operator maybe expression |
        expression gap "IS" gap ("NOT" gap)? "NULL" |
        expression gap ("NOT" gap)? "IN" maybe "(" maybe list maybe ")" |
        expression gap "LIKE" gap string |
        expression gap "BETWEEN" gap expression gap "AND" gap expression
      list      ::= query | expression (comma expression)*
      expression ::= expression maybe [-+*/] maybe term | term
      term      ::=
        function | column | number | string | "(" maybe (query | expression) maybe ")"
      function  ::= ("COUNT" | "SUM" | "AVG" | "MIN" | "MAX" | name) "(" maybe arguments maybe ")"
      arguments ::= "*" | ("DISTINCT" gap)? expression (comma expression)*
      column    ::= (name ".")? name
      alias     ::= [a-z] [a-z0-9_]*
      name      ::= [a-zA-Z_] [a-zA-Z0-9_]* | "\\"" [^"]+ "\\""
      string    ::= "'" ([^'] | "''")* "'"
      number    ::= [0-9]+ ("." [0-9]+)?
      operator  ::= "=" | "<>" | "!=" | "<" | "<=" | ">" | ">="
      comma     ::= maybe "," maybe
      gap       ::= [ \\n]+
      maybe     ::= [ \\n]*
      """;

  private SampleGrammars() {}

  /** A text of JSON with about so many characters. */
  public static String json(int length) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; text.length() < length; i++) {
      text.append(i == 0 ? "" : ", ")
          .append("{\"customer\": \"Ann \\u00c9 ")
          .append(i)
          .append("\", \"rank\": -")
          .append(i)
          .append(".5e3, \"tags\": [\"a\", true, null, [[], {}]]}");
    }
    return text.append("]").toString();
  }

  /** A SELECT statement with about so many characters. */
  public static String sql(int length) {
    StringBuilder text =
        new StringBuilder(
            "SELECT c.country, COUNT(*) AS customers, SUM(o.total * 1.19 - o.discount) FROM"
                + " customers AS c JOIN orders o ON o.customer_id = c.id WHERE o.total > 10");
    for (int i = 0; text.length() + 60 < length; i++) {
      text.append(" AND o.code_").append(i).append(" IN ('a', 'it''s', (SELECT MAX(x) FROM t))");
    }
    return text.append(" GROUP BY c.country ORDER BY customers DESC LIMIT 10").toString();
  }
}
