package org.nljdbc.sql;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Functions that only compute. Every function that is not listed is refused: a list of the harmless
 * can be too short, which costs a repair, but a list of the harmful that is too short costs data.
 */
final class PureFunctions {

  private static final NavigableSet<String> NAMES = new TreeSet<>();

  static {
    add("count sum avg min max total group_concat string_agg array_agg listagg json_agg jsonb_agg");
    add("json_object_agg jsonb_object_agg json_arrayagg json_objectagg json_group_array");
    add("json_group_object bool_and bool_or every any_value some bit_and bit_or bit_xor");
    add("bit_and_agg bit_or_agg stddev stddev_pop stddev_samp std variance var_pop var_samp");
    add("corr covar_pop covar_samp regr_slope regr_intercept regr_count regr_r2 regr_avgx");
    add("regr_avgy regr_sxx regr_sxy regr_syy percentile_cont percentile_disc median mode");
    add("approx_count_distinct xmlagg grouping grouping_id range_agg");
    add("row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value");
    add("nth_value ratio_to_report");
    add(
        "abs ceil ceiling floor round trunc truncate mod power pow sqrt cbrt exp ln log log10"
            + " log2");
    add("sign sin cos tan cot asin acos atan atan2 sinh cosh tanh asinh acosh atanh degrees");
    add("radians pi div gcd lcm factorial width_bucket greatest least bitand bitor bitxor bitnot");
    add("bit_count lshift rshift random rand rand_uuid random_uuid uuid gen_random_uuid scale");
    add("min_scale trim_scale setbit getbit sin_d expand conv crc32 format_number isnan isinf");
    add("lower upper lcase ucase initcap length len char_length character_length octet_length");
    add("bit_length substr substring substring_index mid left right trim ltrim rtrim btrim lpad");
    add(
        "rpad replace translate reverse repeat space concat concat_ws instr locate position"
            + " strpos");
    add("charindex ascii chr char unicode unistr hex unhex quote quote_literal quote_ident");
    add("quote_nullable format printf split_part regexp_replace regexp_like regexp_substr");
    add("regexp_instr regexp_count regexp_match regexp_matches regexp_split_to_array");
    add("regexp_split_to_table regexp like glob soundex difference ord elt field find_in_set");
    add("insert overlay starts_with ends_with strcmp md5 sha1 sha2 sha224 sha256 sha384 sha512");
    add(
        "hash encode decode to_hex to_base64 from_base64 string_to_array array_to_string"
            + " stringtoutf8");
    add("string_to_table levenshtein similarity word_similarity unaccent normalize export_set");
    add("make_set ilike rawtohex hextoraw xmlattr xmltext bin oct collate weight_string soundex");
    add("coalesce nullif ifnull isnull nvl nvl2 if iif case decode choose zeroifnull nullifzero");
    add("cast try_cast convert typeof pg_typeof likely unlikely likelihood");
    add("to_char to_date to_timestamp to_number str convert_from convert_to array_to_json");
    add("date time datetime julianday unixepoch strftime timediff date_part date_trunc date_bin");
    add("extract age now current_date current_time current_timestamp localtime localtimestamp");
    add("clock_timestamp statement_timestamp transaction_timestamp timeofday sysdate curdate");
    add("curtime utc_date utc_time utc_timestamp getdate today dateadd datediff timestampadd");
    add("date_diff epoch add_days add_months add_years days");
    add("timestampdiff date_add date_sub adddate subdate addtime subtime datename datepart year");
    add("quarter month week weekofyear yearweek day dayofmonth dayofweek dayofyear weekday hour");
    add("minute second microsecond millisecond dayname monthname last_day makedate maketime");
    add("make_date make_time make_timestamp make_timestamptz make_interval justify_days");
    add("justify_hours justify_interval isfinite from_days to_days to_seconds sec_to_time");
    add(
        "time_to_sec time_format date_format str_to_date from_unixtime unix_timestamp"
            + " parsedatetime");
    add(
        "formatdatetime month_name day_name day_of_week day_of_month day_of_year iso_year"
            + " iso_week");
    add("iso_day_of_week period_add period_diff timestamp timestamptz interval add_months");
    add("months_between timezone");
    add("json json_extract json_extract_path json_extract_path_text json_value json_query");
    add("json_exists json_table json_array json_object json_type json_valid json_length json_keys");
    add("json_contains json_contains_path json_search json_unquote json_quote json_each json_tree");
    add("json_each_text json_array_length json_array_elements json_array_elements_text json_depth");
    add("json_object_keys json_typeof json_build_object json_build_array json_pretty json_set");
    add("json_insert json_replace json_remove json_merge json_merge_patch json_array_append jsonb");
    add("jsonb_extract_path jsonb_extract_path_text jsonb_each jsonb_each_text jsonb_array_length");
    add("jsonb_array_elements jsonb_array_elements_text jsonb_object_keys jsonb_typeof");
    add("jsonb_build_object jsonb_build_array jsonb_path_query jsonb_path_exists jsonb_set");
    add("jsonb_path_query_array jsonb_path_query_first jsonb_strip_nulls json_strip_nulls to_json");
    add("to_jsonb row_to_json json_to_record json_to_recordset jsonb_to_record jsonb_to_recordset");
    add("xmlelement xmlforest xmlconcat");
    add("unnest generate_series generate_subscripts array array_length array_position");
    add(
        "array_positions array_append array_prepend array_cat array_remove array_replace"
            + " array_upper");
    add("array_lower array_ndims array_dims cardinality array_contains array_get array_slice");
    add("array_max_cardinality trim_array system_range row table_sample bernoulli system");
    add("to_tsvector to_tsquery plainto_tsquery websearch_to_tsquery phraseto_tsquery ts_rank");
    add("ts_rank_cd match against st_distance st_within st_contains st_point st_makepoint");
    add("st_setsrid st_x st_y st_intersects st_dwithin st_area st_length st_astext");
    add("int4range int8range numrange daterange tsrange tstzrange lower_inc upper_inc isempty");
    add("version database current_database current_schema schema user current_user session_user");
  }

  /** Words that may stand before a parenthesis without calling anything. */
  private static final Set<String> WORDS =
      new HashSet<>(
          Arrays.asList(
              ("SELECT FROM WHERE AND OR NOT IN EXISTS ANY ALL SOME AS ON USING HAVING BY OVER "
                      + "FILTER UNION INTERSECT EXCEPT MINUS DISTINCT VALUES WITH MATERIALIZED "
                      + "LATERAL JOIN WHEN THEN ELSE CASE BETWEEN LIKE ILIKE GLOB IS LIMIT OFFSET "
                      + "TOP REGEXP RLIKE DIV XOR VARCHAR CHAR CHARACTER VARYING NVARCHAR NCHAR "
                      + "DECIMAL NUMERIC DEC BINARY VARBINARY FLOAT BIT INT INTEGER TINYINT "
                      + "SMALLINT BIGINT DOUBLE TABLE INTERVAL ROLLUP CUBE SETS GROUP")
                  .split(" ")));

  private PureFunctions() {}

  private static void add(String names) {
    NAMES.addAll(Arrays.asList(names.split(" ")));
  }

  static boolean contains(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether the name of some function begins so. */
  static boolean begins(String beginning) {
    String lower = beginning.toLowerCase(Locale.ROOT);
    String next = NAMES.ceiling(lower);
    return next != null && next.startsWith(lower);
  }

  static boolean isKeyword(String word) {
    return WORDS.contains(word.toUpperCase(Locale.ROOT));
  }
}
