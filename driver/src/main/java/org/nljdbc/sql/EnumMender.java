package org.nljdbc.sql;

import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;

/**
 * Reads a value of an enumerated type as text where PostgreSQL wants one: its functions of text and
 * its patterns take no other type.
 */
final class EnumMender {

  private static final Set<String> OF_TEXT =
      Set.of("LOWER", "UPPER", "INITCAP", "LENGTH", "CHAR_LENGTH", "TRIM", "REPLACE", "LEFT");

  private final Dialect dialect;
  private final Findings findings;
  private final ValueFilters columns;

  EnumMender(Dialect dialect, Findings findings, ValueFilters columns) {
    this.dialect = dialect;
    this.findings = findings;
    this.columns = columns;
  }

  void function(Function function) {
    boolean ofText = OF_TEXT.contains(function.getName().toUpperCase(Locale.ROOT));
    if (dialect == Dialect.POSTGRESQL
        && ofText
        && function.getParameters() != null
        && !function.getParameters().isEmpty()
        && function.getParameters().get(0) instanceof Column column
        && isEnum(column)) {
      asText(column);
    }
  }

  private boolean isEnum(Column column) {
    org.nljdbc.schema.@Nullable Column known = columns.known(column);
    return known != null && known.ofNamedType();
  }

  private void asText(Expression column) {
    Rewrite edit = Rewrite.of(column.getASTNode(), "CAST(" + column + " AS TEXT)");
    findings.mend(Mend.Kind.WORD, edit, "read " + column + " as a text");
  }
}
