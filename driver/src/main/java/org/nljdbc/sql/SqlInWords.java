package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;

/**
 * What a query does, in words, in the order in which it may be thought of: from which rows, which
 * of them, in which groups, what is told, in which order. A rule's words, never a model's, so that
 * they say what the SQL says. Conditions stay as they are written.
 */
public final class SqlInWords {

  private static final int MOST = 40;

  private final List<String> told = new ArrayList<>();

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
      return List.copyOf(words.told.subList(0, Math.min(MOST, words.told.size())));
    } catch (JSQLParserException | SqlLexer.LexException notUnderstood) {
      return List.of();
    }
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
        query(item.getSelect(), item.getUnquotedAliasName());
      }
    }
    if (select instanceof ParenthesedSelect inner) {
      query(inner.getSelect(), of);
    } else if (select instanceof PlainSelect plain) {
      plain(plain, of);
    } else if (select instanceof SetOperationList list) {
      for (int i = 0; i < list.getSelects().size(); i++) {
        query(list.getSelect(i), (of.isEmpty() ? "part " : of + ", part ") + (i + 1));
      }
      String how =
          list.getOperations().stream()
              .map(each -> each.toString().toUpperCase(Locale.ROOT))
              .distinct()
              .collect(Collectors.joining(" and "));
      say(of, "Put the parts together by " + how);
    } else {
      say(of, "Take " + select);
    }
    end(select, of);
  }

  private void plain(PlainSelect select, String of) {
    FromItem from = select.getFromItem();
    if (from != null) {
      inner(from, of);
      say(of, "Take the rows of " + named(from));
      if (select.getJoins() != null) {
        select.getJoins().forEach(join -> join(join, of));
      }
    }
    conditions(select.getWhere(), of, "Keep those where ");
    if (select.getGroupBy() != null && select.getGroupBy().getGroupByExpressionList() != null) {
      say(of, "Make one row of all with the same " + groups(select));
    }
    conditions(select.getHaving(), of, "Keep the groups where ");
    boolean distinct = select.getDistinct() != null;
    String items =
        select.getSelectItems().stream().map(SqlInWords::item).collect(Collectors.joining(", "));
    say(of, "Tell " + items + (distinct ? ", each only once" : ""));
  }

  private static String groups(PlainSelect select) {
    List<String> groups = new ArrayList<>();
    for (Object each : select.getGroupBy().getGroupByExpressionList()) {
      groups.add(String.valueOf(each));
    }
    return String.join(", ", groups);
  }

  /** A query in place of a table is told before what takes its rows. */
  private void inner(FromItem from, String of) {
    if (from instanceof ParenthesedSelect query) {
      query(query.getSelect(), name(query, of));
    }
  }

  private static String name(ParenthesedSelect query, String of) {
    return query.getAlias() != null
        ? query.getAlias().getUnquotedName()
        : "the query within" + (of.isEmpty() ? "" : " " + of);
  }

  private static String named(FromItem from) {
    return from instanceof ParenthesedSelect query
        ? name(query, "")
        : from.toString().replaceFirst(" (?i)AS ", " ");
  }

  private void join(Join join, String of) {
    inner(join.getFromItem(), of);
    StringBuilder text = new StringBuilder("Join each with the rows of ");
    text.append(named(join.getFromItem()));
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
        || function.getParameters().size() != 1
        || function.getOrderByElements() != null
        || function.getKeep() != null) {
      return written.equals("*") ? "all columns" : written;
    }
    String of = function.getParameters().get(0).toString();
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
    if (select.getFetch() != null) {
      say(of, "End after " + select.getFetch().getExpression() + " rows");
    } else if (select.getLimit() != null && select.getLimit().getRowCount() != null) {
      say(of, "End after " + select.getLimit().getRowCount() + " rows");
    }
  }

  private static String order(OrderByElement order) {
    return value(order.getExpression()) + (order.isAsc() ? "" : ", the greatest first");
  }
}
