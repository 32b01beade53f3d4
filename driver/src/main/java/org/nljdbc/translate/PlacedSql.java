package org.nljdbc.translate;

import java.util.List;

/**
 * A question's SQL as it stands within other SQL.
 *
 * @param sql the SQL
 * @param notes what was decided for that place, for the user; one sentence each
 */
public record PlacedSql(String sql, List<String> notes) {

  /** Keeps its own copy of the notes. */
  public PlacedSql {
    notes = List.copyOf(notes);
  }

  /**
   * SQL that is right for its place as it is.
   *
   * @param translation what was found for the question
   * @return its SQL
   */
  public static PlacedSql of(Translation translation) {
    return new PlacedSql(translation.sql(), List.of());
  }
}
