package org.nljdbc.it.accuracy;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Questions, and the databases they are about. Readers of other formats make this same value.
 *
 * @param name what it is, for people
 * @param questions its questions, in their order
 * @param databases the SQLite file of each database by its name
 */
record Dataset(String name, List<Question> questions, Function<String, Path> databases) {

  /** Keeps its own copy of the questions. */
  Dataset {
    questions = List.copyOf(questions);
  }

  /** The same with more questions. */
  Dataset with(List<Question> more) {
    return new Dataset(name, Stream.concat(questions.stream(), more.stream()).toList(), databases);
  }

  /** The SQLite file of a question's database. */
  Path file(Question question) {
    return databases.apply(question.database());
  }
}
