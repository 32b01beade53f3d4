package org.nljdbc.sql;

import java.util.Collection;
import java.util.Objects;
import java.util.stream.Stream;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** Rare clauses that {@link SqlInWords} has no words for, and may not leave out either. */
final class Wordless {

  private Wordless() {}

  /** Whether a query has such a clause, apart from the queries within it. */
  static boolean in(Select select) {
    return any(
            select.getForMode(), select.getForClause(), select.getLimitBy(), select.getIsolation())
        || select.isOracleSiblings()
        || (select.getLimit() != null && select.getLimit().getByExpressions() != null)
        || (select.getOrderByElements() != null
            && select.getOrderByElements().stream().anyMatch(OrderByElement::isMysqlWithRollup))
        || (select instanceof PlainSelect plain && in(plain));
  }

  private static boolean in(PlainSelect select) {
    return any(
            select.getIntoTables(),
            select.getIntoTempTable(),
            select.getLateralViews(),
            select.getSampleClause(),
            select.getSkip(),
            select.getFirst(),
            select.getBigQuerySelectQualifier(),
            select.getQualify(),
            select.getOracleHierarchical(),
            select.getPreferringClause(),
            select.getForXmlPath(),
            select.getKsqlWindow(),
            select.getWindowDefinitions())
        || select.isUsingFinal()
        || select.isUsingOnly()
        || select.isEmitChanges();
  }

  /** Whether what stands around a query in place of a table is more than its name. */
  static boolean around(ParenthesedSelect query) {
    return any(query.getPivot(), query.getUnPivot(), query.getSampleClause());
  }

  /** Whether a join is of a rare kind. */
  static boolean in(Join join) {
    boolean side = join.isLeft() || join.isRight() || join.isFull();
    return any(join.getJoinWindow())
        || join.isApply()
        || join.isSemi()
        || join.isGlobal()
        || (join.isOuter() && !side)
        || (join.getOnExpressions() != null && join.getOnExpressions().size() > 1);
  }

  private static boolean any(@Nullable Object... clauses) {
    return Stream.of(clauses)
        .filter(Objects::nonNull)
        .anyMatch(clause -> !(clause instanceof Collection<?> list && list.isEmpty()));
  }
}
