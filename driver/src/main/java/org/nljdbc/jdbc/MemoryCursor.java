package org.nljdbc.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/** Position and life of a result in memory: scrollable, insensitive, read-only. */
abstract class MemoryCursor extends UnsupportedResultSet {

  private final int size;
  private int row;
  private boolean closed;

  /**
   * A cursor before the first row.
   *
   * @param size number of rows
   */
  MemoryCursor(int size) {
    this.size = size;
  }

  final void open() throws SQLException {
    if (closed) {
      throw new SQLException("The result set is closed", "24000");
    }
  }

  /** The index, from 0, of the row that the cursor is on. */
  final int index() throws SQLException {
    open();
    if (row < 1 || row > size) {
      throw new SQLException("The cursor is not on a row: call next() first", "24000");
    }
    return row - 1;
  }

  /** Ends the cursor without a word to the statement. */
  final void end() {
    closed = true;
  }

  @Override
  public final boolean isClosed() {
    return closed;
  }

  private boolean moveTo(long target) throws SQLException {
    open();
    row = (int) Math.max(0, Math.min(target, size + 1L));
    return row >= 1 && row <= size;
  }

  @Override
  public final boolean next() throws SQLException {
    return moveTo(row + 1L);
  }

  @Override
  public final boolean previous() throws SQLException {
    return moveTo(row - 1L);
  }

  @Override
  public final boolean first() throws SQLException {
    return moveTo(1);
  }

  @Override
  public final boolean last() throws SQLException {
    return moveTo(size);
  }

  @Override
  public final void beforeFirst() throws SQLException {
    moveTo(0);
  }

  @Override
  public final void afterLast() throws SQLException {
    moveTo(size + 1L);
  }

  @Override
  public final boolean absolute(int target) throws SQLException {
    return moveTo(target >= 0 ? target : size + 1L + target);
  }

  @Override
  public final boolean relative(int rows) throws SQLException {
    return moveTo((long) row + rows);
  }

  @Override
  public final boolean isBeforeFirst() throws SQLException {
    open();
    return row == 0 && size > 0;
  }

  @Override
  public final boolean isAfterLast() throws SQLException {
    open();
    return row > size && size > 0;
  }

  @Override
  public final boolean isFirst() throws SQLException {
    open();
    return row == 1 && size > 0;
  }

  @Override
  public final boolean isLast() throws SQLException {
    open();
    return row == size && size > 0;
  }

  @Override
  public final int getRow() throws SQLException {
    open();
    return row > size ? 0 : row;
  }

  @Override
  public final int getType() throws SQLException {
    open();
    return ResultSet.TYPE_SCROLL_INSENSITIVE;
  }

  @Override
  public final int getConcurrency() throws SQLException {
    open();
    return ResultSet.CONCUR_READ_ONLY;
  }

  @Override
  public final int getHoldability() throws SQLException {
    open();
    return ResultSet.HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public final int getFetchDirection() throws SQLException {
    open();
    return ResultSet.FETCH_FORWARD;
  }

  /** A hint, of no use in memory. */
  @Override
  public final void setFetchDirection(int direction) throws SQLException {
    open();
  }

  @Override
  public final int getFetchSize() throws SQLException {
    open();
    return 0;
  }

  /** A hint, of no use in memory. */
  @Override
  public final void setFetchSize(int rows) throws SQLException {
    open();
  }

  @Override
  public final @Nullable SQLWarning getWarnings() throws SQLException {
    open();
    return null;
  }

  @Override
  public final void clearWarnings() throws SQLException {
    open();
  }

  @Override
  public final boolean rowUpdated() throws SQLException {
    open();
    return false;
  }

  @Override
  public final boolean rowInserted() throws SQLException {
    open();
    return false;
  }

  @Override
  public final boolean rowDeleted() throws SQLException {
    open();
    return false;
  }
}
