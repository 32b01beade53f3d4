package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nljdbc.meaning.MaskedWords;
import org.nljdbc.memory.DatabaseName;
import org.nljdbc.memory.LockFile;
import org.nljdbc.memory.LockMode;
import org.nljdbc.memory.Pin;
import org.nljdbc.memory.PinBook;
import org.nljdbc.memory.RejectedAnswers;
import org.nljdbc.prompt.Example;
import org.nljdbc.prompt.Question;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.sql.SqlObject;
import org.nljdbc.values.ValueHit;

/**
 * Chooses what a model is shown beside a question: pinned questions that are like it, with their
 * SQL. Only what a person holds right is pinned. A pin is shown only if it holds now, over the
 * tables and columns that the settings let questions read.
 */
final class Examples {

  /** How many pins are looked at for each that is wanted; a check may ask the database. */
  private static final int LOOKED_AT = 4;

  private final Rejections rejections;
  private final Pins pins;
  private final LockFile file;
  private final int most;

  Examples(Registry registry, Settings settings, Pins pins) {
    this.rejections = Rejections.of(registry, settings);
    this.pins = pins;
    this.file = registry.lockFile(settings.get(Setting.LOCK_FILE));
    this.most = LockMode.of(settings) == LockMode.OFF ? 0 : settings.getInt(Setting.EXAMPLES);
  }

  /**
   * The examples for a question.
   *
   * @return at most as many as the settings want, no SQL twice, the nearest first; none for a
   *     question that goes on from another or is to write
   * @throws SQLException 58030 if the lock file cannot be used; else as the connection throws it
   */
  List<Example> to(Question question, Connection connection) throws SQLException {
    if (most == 0 || !question.earlier().isEmpty() || question.effect().writes()) {
      return List.of();
    }
    Schema schema = question.schema();
    PinBook book = file.read();
    String database = DatabaseName.of(connection, schema);
    List<String> words =
        MaskedWords.of(question.text(), question.hits().stream().map(ValueHit::value).toList());
    Pin own = book.find(database, question.text()).orElse(null);
    RejectedAnswers rejected = rejections.now();
    List<Example> examples = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Pin pin : book.nearest(database, words, schema)) {
      if (examples.size() == most || seen.size() == most * LOOKED_AT) {
        break;
      }
      boolean fit =
          seen.add(pin.sql())
              && !pin.equals(own)
              && !rejected.has(database, question.text(), pin.sql())
              && pins.holds(pin, connection, schema);
      if (fit) {
        examples.add(example(pin));
      }
    }
    return List.copyOf(examples);
  }

  private static Example example(Pin pin) {
    List<String> tables = pin.objects().stream().map(SqlObject::table).distinct().toList();
    return new Example(pin.question(), pin.sql(), tables);
  }
}
