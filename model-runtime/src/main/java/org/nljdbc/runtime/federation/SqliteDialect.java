package org.nljdbc.runtime.federation;

import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.sql.SqlAbstractDateTimeLiteral;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.sql.type.SqlTypeName;
import org.checkerframework.checker.nullness.qual.Nullable;

/** SQLite's words for what Calcite sends down; Calcite itself does not know SQLite. */
final class SqliteDialect extends SqlDialect {

  static final SqlDialect INSTANCE =
      new SqliteDialect(
          EMPTY_CONTEXT
              .withDatabaseProduct(DatabaseProduct.UNKNOWN)
              .withDatabaseProductName("SQLite")
              .withIdentifierQuoteString("\"")
              .withNullCollation(NullCollation.LOW));

  private SqliteDialect(Context context) {
    super(context);
  }

  @Override
  public boolean supportsCharSet() {
    return false;
  }

  @Override
  public boolean supportsNestedAggregations() {
    return false;
  }

  @Override
  public void unparseOffsetFetch(
      SqlWriter writer, @Nullable SqlNode offset, @Nullable SqlNode fetch) {
    if (fetch == null && offset != null) {
      writer.newlineAndIndent();
      writer.sep("LIMIT -1");
      unparseFetchUsingLimit(writer, offset, null);
    } else {
      unparseFetchUsingLimit(writer, offset, fetch);
    }
  }

  /** Dates and times are text there. */
  @Override
  public void unparseDateTimeLiteral(
      SqlWriter writer, SqlAbstractDateTimeLiteral literal, int left, int right) {
    writer.literal("'" + literal.toFormattedString() + "'");
  }

  @Override
  public void unparseCall(SqlWriter writer, SqlCall call, int left, int right) {
    switch (call.getKind()) {
      case EXTRACT -> extract(writer, call);
      case CAST, SAFE_CAST -> cast(writer, call, left, right);
      case TRIM -> trim(writer, call);
      case POSITION -> function(writer, "INSTR", call.operand(1), call.operand(0));
      case CHAR_LENGTH -> function(writer, "LENGTH", call.operand(0));
      case MOD -> {
        SqlWriter.Frame frame = writer.startList("(", ")");
        call.operand(0).unparse(writer, 0, 0);
        writer.print("%");
        call.operand(1).unparse(writer, 0, 0);
        writer.endList(frame);
      }
      default -> other(writer, call, left, right);
    }
  }

  private void other(SqlWriter writer, SqlCall call, int left, int right) {
    switch (call.getOperator().getName()) {
      case "SUBSTRING" -> function(writer, "SUBSTR", call.getOperandList().toArray(new SqlNode[0]));
      case "CHAR_LENGTH", "CHARACTER_LENGTH" -> function(writer, "LENGTH", call.operand(0));
      // SQLite's LIKE takes no notice of case.
      case "ILIKE" -> like(writer, call, "LIKE");
      case "NOT ILIKE" -> like(writer, call, "NOT LIKE");
      default -> super.unparseCall(writer, call, left, right);
    }
  }

  private static void like(SqlWriter writer, SqlCall call, String word) {
    SqlWriter.Frame frame = writer.startList("(", ")");
    call.operand(0).unparse(writer, 0, 0);
    writer.sep(word);
    call.operand(1).unparse(writer, 0, 0);
    if (call.operandCount() > 2) {
      writer.sep("ESCAPE");
      call.operand(2).unparse(writer, 0, 0);
    }
    writer.endList(frame);
  }

  private static void function(SqlWriter writer, String name, SqlNode... arguments) {
    SqlWriter.Frame frame = writer.startFunCall(name);
    for (SqlNode argument : arguments) {
      writer.sep(",");
      argument.unparse(writer, 0, 0);
    }
    writer.endFunCall(frame);
  }

  private static void extract(SqlWriter writer, SqlCall call) {
    SqlNode of = call.operand(0);
    TimeUnitRange unit =
        of instanceof SqlIntervalQualifier interval
            ? interval.timeUnitRange
            : ((SqlLiteral) of).getValueAs(TimeUnitRange.class);
    String format =
        switch (unit) {
          case YEAR -> "%Y";
          case MONTH -> "%m";
          case DAY -> "%d";
          case HOUR -> "%H";
          case MINUTE -> "%M";
          case SECOND -> "%S";
          case DOY -> "%j";
          case DOW -> "%w";
          case EPOCH -> "%s";
          default ->
              throw new UnsupportedOperationException(
                  unit + " of a date cannot be asked of SQLite");
        };
    SqlWriter.Frame cast = writer.startFunCall("CAST");
    SqlWriter.Frame frame = writer.startFunCall("strftime");
    writer.sep(","); // none is written before the first
    writer.literal("'" + format + "'");
    writer.sep(",");
    call.operand(1).unparse(writer, 0, 0);
    writer.endFunCall(frame);
    writer.print("AS INTEGER");
    writer.endFunCall(cast);
  }

  /** A cast to a date is a number in SQLite. */
  private void cast(SqlWriter writer, SqlCall call, int left, int right) {
    SqlNode type = call.operand(1);
    String name =
        type instanceof org.apache.calcite.sql.SqlDataTypeSpec spec
            ? String.valueOf(spec.getTypeName())
            : "";
    if (name.equals(SqlTypeName.DATE.getName())) {
      function(writer, "date", call.operand(0));
    } else if (name.startsWith("TIMESTAMP")) {
      function(writer, "datetime", call.operand(0));
    } else if (name.startsWith("TIME")) {
      function(writer, "time", call.operand(0));
    } else {
      super.unparseCall(writer, call, left, right);
    }
  }

  private static void trim(SqlWriter writer, SqlCall call) {
    SqlTrimFunction.Flag flag =
        ((SqlLiteral) call.operand(0)).getValueAs(SqlTrimFunction.Flag.class);
    String name =
        switch (flag) {
          case BOTH -> "TRIM";
          case LEADING -> "LTRIM";
          case TRAILING -> "RTRIM";
        };
    function(writer, name, call.operand(2), call.operand(1));
  }
}
