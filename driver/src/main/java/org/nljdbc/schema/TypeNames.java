package org.nljdbc.schema;

import java.sql.Types;
import java.util.Locale;
import java.util.Map;

/** Writes a column's type as people declare it. */
final class TypeNames {

  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("character varying", "varchar"),
          Map.entry("character large object", "text"),
          Map.entry("character", "char"),
          Map.entry("binary varying", "varbinary"),
          Map.entry("double precision", "double"),
          Map.entry("timestamp with time zone", "timestamptz"),
          Map.entry("bpchar", "char"),
          Map.entry("int2", "smallint"),
          Map.entry("int4", "integer"),
          Map.entry("int8", "bigint"),
          Map.entry("float4", "real"),
          Map.entry("float8", "double precision"),
          Map.entry("bool", "boolean"),
          Map.entry("serial", "integer"),
          Map.entry("bigserial", "bigint"));

  /** Lengths above this say nothing: drivers report them for text without a limit. */
  private static final int LARGEST_LENGTH = 65_535;

  private TypeNames() {}

  static String of(String reported, int jdbcType, int size, int digits) {
    if (isArray(reported, jdbcType)) {
      String element = reported.substring(1);
      return SHORT.getOrDefault(element.toLowerCase(Locale.ROOT), element) + "[]";
    }
    String name = SHORT.getOrDefault(reported.toLowerCase(Locale.ROOT), reported);
    if (name.contains("(") || size <= 0) {
      return name;
    }
    return switch (jdbcType) {
      case Types.CHAR, Types.VARCHAR, Types.NCHAR, Types.NVARCHAR ->
          size > LARGEST_LENGTH || isOpen(name) ? name : name + "(" + size + ")";
      case Types.DECIMAL, Types.NUMERIC ->
          size > 1000 || digits < 0 || isOpen(name) ? name : name + "(" + size + "," + digits + ")";
      default -> name;
    };
  }

  /** Types that never take a length, whatever the driver reports. */
  private static boolean isOpen(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !(lower.contains("char") || lower.contains("dec") || lower.contains("num"));
  }

  /** PostgreSQL names an array by its elements, with a mark in front. */
  private static boolean isArray(String reported, int jdbcType) {
    return jdbcType == Types.ARRAY && reported.length() > 1 && reported.charAt(0) == '_';
  }

  static boolean isText(String reported, int jdbcType) {
    if (isArray(reported, jdbcType)) {
      return false;
    }
    return switch (jdbcType) {
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB,
          Types.NCLOB ->
          true;
      default -> {
        String lower = reported.toLowerCase(Locale.ROOT);
        yield lower.contains("char") || lower.contains("text") || lower.startsWith("enum");
      }
    };
  }
}
