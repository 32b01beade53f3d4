package org.nljdbc.jdbc;

import java.sql.Types;
import java.util.List;
import java.util.stream.IntStream;
import org.nljdbc.intent.SchemaAnswer;

/** What a statement returns that was asked about the schema. */
final class AnswerRows {

  /** Digits of an int. */
  private static final int NUMBER_WIDTH = 10;

  private static final int LEAST_WIDTH = 20;

  private AnswerRows() {}

  static MemoryRows of(SchemaAnswer answer) {
    List<SchemaAnswer.Heading> headings = answer.headings();
    List<MemoryColumn> columns =
        IntStream.range(0, headings.size())
            .mapToObj(i -> column(headings.get(i), width(answer, i)))
            .toList();
    return new MemoryRows(new MemoryMetaData(columns), answer.rows());
  }

  private static MemoryColumn column(SchemaAnswer.Heading heading, int width) {
    return heading.number()
        ? new MemoryColumn(heading.name(), Types.INTEGER, NUMBER_WIDTH, heading.nullable())
        : new MemoryColumn(heading.name(), Types.VARCHAR, width, heading.nullable());
  }

  private static int width(SchemaAnswer answer, int column) {
    return answer.rows().stream()
        .map(row -> row.get(column))
        .mapToInt(value -> value == null ? 0 : value.toString().length())
        .reduce(LEAST_WIDTH, Math::max);
  }
}
