package org.nljdbc.it.framework;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.nljdbc.it.script.ScriptedTest;

/** A program with a framework, which reaches the database by our URL alone. */
abstract class FrameworkTest extends ScriptedTest {

  /** A question with all that frameworks look for in a text. */
  static final String QUESTION = "what's each customer: (in Germany)? R&D :too {0}";

  /** The same as a statement of a program. */
  static final String ASKED = "NL 'what''s each customer: (in Germany)? R&D :too {0}'";

  /** The same in place of a table. */
  static final String TABLE = "NL('what''s each customer: (in Germany)? R&D :too {0}')";

  static final String SQL =
      "SELECT id, name, country FROM customers WHERE country = 'Germany' ORDER BY id DESC";

  @BeforeEach
  void script() {
    model().answer(QUESTION, SQL);
  }

  /** Our URL with the scripted model. */
  String url() {
    return database.nlUrl() + ";nl.model=" + script.settings().get("nl.model");
  }

  /** The names that the question is about. */
  List<String> names() throws java.sql.SQLException {
    return bareRows("SELECT name FROM (" + SQL + ") x ORDER BY id DESC");
  }
}
