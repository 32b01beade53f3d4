package org.nljdbc.schema;

import java.util.Locale;
import java.util.Set;

/** Words that at least one of the known databases does not take as a name without quotes. */
public final class ReservedWords {

  private static final Set<String> WORDS =
      Set.of(
          ("all alter analyse analyze and any array as asc asymmetric authorization autoincrement "
                  + "between binary both by call cascade case cast change char character check "
                  + "collate column condition constraint continue convert create cross "
                  + "current_date current_time current_timestamp current_user cursor database "
                  + "databases day_hour deallocate dec decimal declare default deferrable "
                  + "delayed delete desc describe deterministic distinct div do double drop dual "
                  + "each else elseif end escape except exists exit explain false fetch float "
                  + "for foreign freeze from full fulltext function generated glob grant group "
                  + "grouping groups having if ilike in index infile initially inner inout "
                  + "insensitive insert int integer intersect interval into is isnull join key "
                  + "keys kill lag lateral lead leading leave left like limit lines load "
                  + "localtime localtimestamp lock long loop match mediumint minus mod natural "
                  + "not notnull null numeric of offset on only optimize option or order out "
                  + "outer outfile over overlaps partition placing precision primary procedure "
                  + "qualify range rank read real recursive references regexp release rename "
                  + "repeat replace require restrict return returning revoke right rlike row "
                  + "rows schema schemas select separator session_user set show similar smallint "
                  + "some sql ssl starting straight_join symmetric system system_user table "
                  + "tablesample terminated then tinyint to top trailing transaction trigger true "
                  + "undo union unique unlock unsigned update usage use user using value values "
                  + "varbinary varchar variadic verbose virtual when where while window with "
                  + "write xor year_month")
              .split(" "));

  private ReservedWords() {}

  /**
   * Whether a word needs quotes to be a name.
   *
   * @param word the word, in any case
   * @return true if some database reserves it
   */
  public static boolean contains(String word) {
    return WORDS.contains(word.toLowerCase(Locale.ROOT));
  }
}
