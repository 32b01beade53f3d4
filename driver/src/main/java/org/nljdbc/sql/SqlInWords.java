package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.AllValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.statement.select.Distinct;
import net.sf.jsqlparser.statement.select.Fetch;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.GroupByElement;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.LateralSubSelect;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.Top;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;

/**
 * What a query does, in words, in the order in which it may be thought of: from which rows, which
 * of them, in which groups, what is told, in which order. A rule's words, never a model's, so that
 * they say what the SQL says. Conditions stay as they are written. A query with a clause that no
 * rule has words for gets none at all: words that leave out something tell of another query.
 */
public final class SqlInWords {

  private static final int MOST = 40;
  private static final Pattern MANY_GROUPINGS =
      Pattern.compile(
          "\\b(?:ROLLUP|CUBE|SETS|ALL|DISTINCT)\\b|\\(\\s*\\)", Pattern.CASE_INSENSITIVE);

  private final List<String> told = new ArrayList<>();

  /** Whether there is something that no rule has words for. */
  private boolean untold;

  private SqlInWords() {}

  /**
   * Tells a query.
   *
   * @param sql one query, its parameters {@code ?}
   * @param dialect its dialect
   * @return a sentence for each step; none where the query is not understood
   */
  public static List<String> of(String sql, Dialect dialect) {
    try {
      SqlInWords words = new SqlInWords();
      words.query(SqlParser.parse(sql, SqlLexer.tokens(sql, dialect), dialect), "");
      return words.untold ? List.of() : words.first();
    } catch (JSQLParserException | SqlLexer.LexException notUnderstood) {
      return List.of();
    }
  }

  private List<String> first() {
    if (told.size() <= MOST) {
      return List.copyOf(told);
    }
    List<String> first = new ArrayList<>(told.subList(0, MOST - 1));
    first.add("There is more to it, as the SQL says.");
    return List.copyOf(first);
  }

  private void say(String of, String text) {
    told.add((of.isEmpty() ? "" : "For " + of + ": ") + text + ".");
  }

  /** Tells a query; {@code of} is the name of its result, or empty for the whole. */
  private void query(@Nullable Select select, String of) {
    if (select == null) {
      return;
    }
    if (select.getWithItemsList() != null) {
      for (WithItem<?> item : select.getWithItemsList()) {
        with(item);
      }
    }
    untold |= Wordless.in(select);
    if (select instanceof ParenthesedSelect inner) {
      query(inner.getSelect(), of);
    } else if (select instanceof PlainSelect plain) {
      plain(plain, of);
    } else if (select instanceof SetOperationList list) {
      for (int i = 0; i < list.getSelects().size(); i++) {
        query(list.getSelect(i), (of.isEmpty() ? "part " : of + ", part ") + (i + 1));
      }
      say(of, "Put the parts together by " + operations(list));
    } else {
      say(of, "Take " + select);
    }
    end(select, of);
  }

  private void with(WithItem<?> item) {
    if (!(item.getParenthesedStatement() instanceof Select select)) {
      untold = true; // such as DELETE ... RETURNING
      return;
    }
    String columns =
        item.getWithItemList() == null
            ? ""
            : item.getWithItemList().stream()
                .map(SelectItem::toString)
                .collect(Collectors.joining(", ", " (", ")"));
    query(select, item.getUnquotedAliasName() + columns);
  }

  /** One operation by its name; several between the parts that they stand between. */
  private static String operations(SetOperationList list) {
    List<String> each =
        list.getOperations().stream()
            .map(operation -> operation.toString().toUpperCase(Locale.ROOT))
            .toList();
    if (each.stream().distinct().count() == 1) {
      return each.get(0);
    }
    StringBuilder all = new StringBuilder("part 1");
    for (int i = 0; i < each.size(); i++) {
      all.append(' ').append(each.get(i)).append(" part ").append(i + 2);
    }
    return all.toString();
  }

  private void plain(PlainSelect select, String of) {
    FromItem from = select.getFromItem();
    if (from != null) {
      inner(from, of);
      say(of, "Take the rows of " + named(from, of));
      if (select.getJoins() != null) {
        select.getJoins().forEach(join -> join(join, of));
      }
    }
    conditions(select.getWhere(), of, "Keep those where ");
    if (select.getGroupBy() != null) {
      say(of, groups(select.getGroupBy()));
    }
    conditions(select.getHaving(), of, "Keep the groups where ");
    String items =
        select.getSelectItems().stream().map(SqlInWords::item).collect(Collectors.joining(", "));
    say(of, "Tell " + items + once(select.getDistinct()));
  }

  private static String once(@Nullable Distinct distinct) {
    if (distinct == null) {
      return "";
    }
    if (distinct.getOnSelectItems() == null || distinct.getOnSelectItems().isEmpty()) {
      return ", each only once";
    }
    return distinct.getOnSelectItems().stream()
        .map(SelectItem::toString)
        .collect(Collectors.joining(", ", ", only of the first row of all with the same ", ""));
  }

  private static String groups(GroupByElement by) {
    if (by.getGroupByExpressionList() == null
        || by.getGroupByExpressionList().isEmpty()
        || by.isMysqlWithRollup()
        || MANY_GROUPINGS.matcher(by.toString()).find()) {
      return "Make the groups of " + by.toString().strip();
    }
    List<String> groups = new ArrayList<>();
    for (Object each : by.getGroupByExpressionList()) {
      groups.add(String.valueOf(each));
    }
    return "Make one row of all with the same " + String.join(", ", groups);
  }

  /** A query in place of a table is told before what takes its rows. */
  private void inner(FromItem from, String of) {
    if (from instanceof ParenthesedSelect query) {
      untold |= Wordless.around(query);
      query(query.getSelect(), name(query, of));
    }
  }

  private static String name(ParenthesedSelect query, String of) {
    return query.getAlias() != null
        ? query.getAlias().getUnquotedName()
        : "the query within" + (of.isEmpty() ? "" : " " + of);
  }

  private static String named(FromItem from, String of) {
    if (!(from instanceof ParenthesedSelect query)) {
      return from.toString().replaceFirst(" (?i)AS ", " ");
    }
    String lateral = query instanceof LateralSubSelect each ? each.getPrefix() + " " : "";
    boolean columns = query.getAlias() != null && query.getAlias().getAliasColumns() != null;
    return lateral
        + (columns
            ? query.getAlias().toString().strip().replaceFirst("^(?i)AS ", "")
            : name(query, of));
  }

  private void join(Join join, String of) {
    inner(join.getFromItem(), of);
    untold |= Wordless.in(join);
    StringBuilder text = new StringBuilder("Join each with the rows of ");
    text.append(named(join.getFromItem(), of));
    List<String> where = new ArrayList<>();
    if (join.getOnExpressions() != null) {
      join.getOnExpressions().forEach(each -> where.add(each.toString()));
    }
    if (join.getUsingColumns() != null && !join.getUsingColumns().isEmpty()) {
      where.add("both have the same " + join.getUsingColumns());
    }
    if (!where.isEmpty()) {
      text.append(" where ").append(String.join(" AND ", where));
    } else if (join.isNatural()) {
      text.append(" with the same values in columns of the same name");
    }
    if (join.isLeft() || join.isFull()) {
      text.append("; keep those that have none");
    }
    if (join.isRight() || join.isFull()) {
      text.append("; keep the rows that no other has");
    }
    say(of, text.toString());
  }

  private void conditions(@Nullable Expression condition, String of, String what) {
    if (condition instanceof AndExpression both) {
      conditions(both.getLeftExpression(), of, what);
      conditions(both.getRightExpression(), of, what);
    } else if (condition != null) {
      say(of, what + value(condition));
    }
  }

  private static String item(SelectItem<?> item) {
    String value = value(item.getExpression());
    return item.getAlias() == null ? value : value + " as " + item.getAlias().getUnquotedName();
  }

  /** Aggregates alone are said in words; all else as it is written. */
  private static String value(Expression expression) {
    String written = expression.toString();
    if (!(expression instanceof Function function)
        || function.getParameters() == null
        || function.getParameters().size() != 1) {
      return written.equals("*") ? "all columns" : written;
    }
    String of = function.getParameters().get(0).toString();
    String distinct = function.isDistinct() ? "DISTINCT " : "";
    if (!written.equals(function.getName() + "(" + distinct + of + ")")
        || (of.equals("*") && function.isDistinct())) {
      return written; // there is more to it, such as an order
    }
    String different = function.isDistinct() ? "different values of " : "";
    return switch (function.getName().toUpperCase(Locale.ROOT)) {
      case "COUNT" ->
          of.equals("*")
              ? "the number of rows"
              : "the number of " + (different.isEmpty() ? "values of " : different) + of;
      case "SUM" -> "the sum of " + different + of;
      case "AVG" -> "the average of " + different + of;
      case "MIN" -> "the least " + of;
      case "MAX" -> "the greatest " + of;
      default -> written;
    };
  }

  private void end(Select select, String of) {
    if (select.getOrderByElements() != null) {
      String by =
          select.getOrderByElements().stream()
              .map(SqlInWords::order)
              .collect(Collectors.joining(", then by "));
      say(of, "Sort by " + by);
    }
    String skipped = null;
    if (select.getOffset() != null) {
      skipped = select.getOffset().getOffset().toString();
    } else if (select.getLimit() != null && select.getLimit().getOffset() != null) {
      skipped = select.getLimit().getOffset().toString();
    }
    if (skipped != null) {
      say(of, "Leave out the first " + skipped);
    }
    if (select instanceof PlainSelect plain && plain.getTop() != null) {
      Top top = plain.getTop();
      ends(of, String.valueOf(top.getExpression()), top.isPercentage(), top.isWithTies());
    }
    if (select.getFetch() != null) {
      Fetch fetch = select.getFetch();
      String how = String.join(" ", fetch.getFetchParameters()).toUpperCase(Locale.ROOT);
      String count = fetch.getExpression() == null ? "1" : fetch.getExpression().toString();
      ends(of, count, how.contains("PERCENT"), how.contains("TIES"));
    } else if (select.getLimit() != null) {
      Expression count = select.getLimit().getRowCount();
      if (count != null && !(count instanceof AllValue) && !(count instanceof NullValue)) {
        ends(of, count.toString(), false, false);
      }
    }
  }

  private void ends(String of, String count, boolean percent, boolean ties) {
    String rows = percent ? " percent of the rows" : count.equals("1") ? " row" : " rows";
    String equal = ties ? ", and those that the sorting does not tell from the last of them" : "";
    say(of, "End after " + count + rows + equal);
  }

  private static String order(OrderByElement order) {
    String nulls =
        order.getNullOrdering() == null
            ? ""
            : order.getNullOrdering() == OrderByElement.NullOrdering.NULLS_FIRST
                ? ", NULL first"
                : ", NULL last";
    return value(order.getExpression()) + (order.isAsc() ? "" : ", the greatest first") + nulls;
  }
}
