package org.nljdbc.sql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Schema;
import org.nljdbc.spi.AnswerConstraint;

/**
 * Keeps a model's SQL within the live schema while it is written: every name is one that the schema
 * has, columns belong to the tables in scope, and a FROM clause does not end before it covers the
 * columns that were selected.
 *
 * <p>It judges text, not tokens: what has been written is read again from its beginning at every
 * token, which takes a few microseconds for SQL of usual length and leaves nothing to roll back.
 * Words outside of the SQL, such as the thoughts of a reasoning model, are free.
 */
public final class SqlConstraint implements AnswerConstraint {

  private static final String FENCE = "```";

  private final Schema schema;
  private final int parameters;
  private final SchemaNames names;

  /**
   * Makes a constraint.
   *
   * @param schema the schema that answers are held to: the whole one, not only what the prompt
   *     shows
   */
  public SqlConstraint(Schema schema) {
    this(schema, 0);
  }

  /**
   * Makes a constraint for a question with parameters.
   *
   * @param schema the schema that answers are held to
   * @param parameters how many there are, of which each may be written {@code :p1}, {@code :p2}
   */
  public SqlConstraint(Schema schema, int parameters) {
    this.schema = schema;
    this.parameters = parameters;
    this.names = new SchemaNames(schema, parameters);
  }

  /** The schema that answers are held to. */
  public Schema schema() {
    return schema;
  }

  /** How many parameters there are. */
  public int parameters() {
    return parameters;
  }

  /** Constraints of the same schema object and as many parameters allow the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SqlConstraint constraint
        && constraint.schema == schema
        && constraint.parameters == parameters;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(schema) + parameters;
  }

  @Override
  public boolean allows(String answer) {
    String sql = sqlOf(answer);
    int fence = sql.indexOf(FENCE);
    if (fence >= 0) {
      return PrefixReader.allows(names, sql.substring(0, fence), true);
    }
    // A fence may be cut between two tokens; MySQL's quotes are single back-quotes.
    String text = sql.endsWith("\n`") || sql.endsWith("\n``") ? sql.stripTrailing() : sql;
    return text.length() < sql.length() || PrefixReader.allows(names, text, false);
  }

  @Override
  public boolean allowsEnd(String answer) {
    String sql = sqlOf(answer);
    int fence = sql.indexOf(FENCE);
    return PrefixReader.allows(names, fence < 0 ? sql : sql.substring(0, fence), true);
  }

  /** What follows the opening of the answer's block; empty text allows everything. */
  private static String sqlOf(String answer) {
    int thought = answer.lastIndexOf("</think>");
    int from = thought < 0 ? 0 : thought;
    if (thought < 0 && answer.contains("<think>")) {
      return "";
    }
    int open = answer.indexOf(FENCE, from);
    if (open < 0) {
      return "";
    }
    int line = answer.indexOf('\n', open);
    if (line < 0) {
      return "";
    }
    String language = answer.substring(open + FENCE.length(), line).strip();
    boolean sql = language.isEmpty() || language.toLowerCase(Locale.ROOT).endsWith("sql");
    return sql || language.equalsIgnoreCase("sqlite") ? answer.substring(line + 1) : "";
  }
}
