package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nljdbc.sql.StatementParts.Part;

/** What a SELECT gives, by the names that its columns go by. */
final class Selected {

  private final List<Item> items = new ArrayList<>();

  /**
   * A column of the result.
   *
   * @param name its name; empty if nobody has named it
   * @param text what orders by it in the statement itself
   * @param figure whether it is worked out over rows
   */
  private record Item(String name, String text, boolean figure) {}

  Selected(StatementParts parts) {
    for (List<SqlToken> item : parts.items(Part.SELECT)) {
      SqlToken last = item.get(item.size() - 1);
      boolean alias = item.size() > 2 && item.get(item.size() - 2).is("AS") && last.isName();
      boolean column =
          last.isName() && (item.size() == 1 || item.size() == 3 && item.get(1).is("."));
      String name = alias || column ? last.name() : "";
      String text =
          alias ? last.text() : item.stream().map(SqlToken::text).collect(Collectors.joining());
      boolean figure = item.stream().anyMatch(token -> token.isOneOf(StatementChange.FIGURES));
      items.add(new Item(name, text, figure));
    }
  }

  /**
   * The one column of the result that words name.
   *
   * @param outside whether it is to be named from outside the statement
   * @return what orders by it; empty if there is none, or several
   */
  Optional<String> named(String words, boolean outside) {
    List<Item> whole = items.stream().filter(item -> SaidName.isWhole(words, item.name)).toList();
    List<Item> found =
        whole.isEmpty()
            ? items.stream().filter(item -> SaidName.isPart(words, item.name)).toList()
            : whole;
    if (found.size() != 1) {
      return Optional.empty();
    }
    String text = found.get(0).text;
    return Optional.of(outside ? text.substring(text.lastIndexOf('.') + 1) : text);
  }

  /** What orders by the one figure of the result; empty if there is none, or several. */
  Optional<String> figure() {
    List<Item> figures = items.stream().filter(Item::figure).toList();
    return figures.size() == 1 ? Optional.of(figures.get(0).text) : Optional.empty();
  }

  /** Whether words name a column of the result, or several. */
  boolean isSaid(String words) {
    return items.stream().anyMatch(item -> SaidName.isPart(words, item.name));
  }
}
