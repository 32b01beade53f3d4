package org.nljdbc.settings;

import java.sql.SQLException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.nljdbc.spi.ModelOptions;

/** The settings of one connection: a valid value for each {@link Setting}. Immutable. */
public final class Settings {

  private static final String INVALID_VALUE = "22023";

  private final Map<Setting, String> values;

  private Settings(Map<Setting, String> values) {
    this.values = values;
  }

  /** Every setting at its default. */
  public static Settings defaults() {
    return new Settings(Map.of());
  }

  /**
   * Settings from pairs of name and value; what is not given has its default.
   *
   * @param given names, in any case, and values
   * @return the settings
   * @throws SQLException 22023 if a name is unknown or a value not valid; says which would be
   */
  public static Settings of(Map<String, String> given) throws SQLException {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    for (Map.Entry<String, String> entry : given.entrySet()) {
      Setting setting = Setting.named(entry.getKey());
      if (setting == null) {
        throw new SQLException(
            "Unknown setting '"
                + entry.getKey()
                + "'. Did you mean '"
                + Nearest.key(entry.getKey())
                + "'?",
            INVALID_VALUE);
      }
      String value = setting.normal(entry.getValue());
      if (value == null) {
        throw new SQLException(
            "Setting "
                + setting.key()
                + " cannot be '"
                + entry.getValue()
                + "': it takes "
                + setting.allowed()
                + ". Its default is '"
                + setting.defaultValue()
                + "'.",
            INVALID_VALUE);
      }
      values.put(setting, value);
    }
    return new Settings(Collections.unmodifiableMap(values));
  }

  /**
   * Settings from a URL's parameters and from connection properties; the URL wins.
   *
   * @param url the URL
   * @param info connection properties, with their defaults; those of the real driver are ignored
   * @return the settings
   * @throws SQLException 22023 as for {@link #of(Map)}
   */
  public static Settings of(NlUrl url, Properties info) throws SQLException {
    Map<String, String> given = NlProperties.ours(info);
    given.putAll(url.parameters());
    return of(given);
  }

  /** The value of a setting, or its default. */
  public String get(Setting setting) {
    return values.getOrDefault(setting, setting.defaultValue());
  }

  /**
   * The value of a setting as a number.
   *
   * @param setting one whose kind is {@link Setting.Kind#INTEGER}
   * @return the number, within the setting's range
   */
  public int getInt(Setting setting) {
    return Integer.parseInt(get(setting));
  }

  /**
   * The value of a setting as a truth value.
   *
   * @param setting one whose kind is {@link Setting.Kind#BOOLEAN}
   * @return the value
   */
  public boolean getBoolean(Setting setting) {
    return Boolean.parseBoolean(get(setting));
  }

  /** Which model these settings name, and how it is run. */
  public ModelOptions modelOptions() {
    return new ModelOptions(
        get(Setting.MODEL),
        get(Setting.ADAPTER),
        get(Setting.DEVICE),
        getInt(Setting.THREADS),
        getInt(Setting.CONTEXT_TOKENS));
  }

  /** Equal settings have equal values, given or by default. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Settings that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** All settings as {@code name=value}, for logs; none of them is a secret. */
  @Override
  public String toString() {
    Map<String, String> all = new LinkedHashMap<>();
    for (Setting setting : Setting.values()) {
      all.put(setting.key(), get(setting));
    }
    return all.toString();
  }
}
