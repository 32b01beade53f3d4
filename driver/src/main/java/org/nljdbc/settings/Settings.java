package org.nljdbc.settings;

import java.sql.SQLException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.nljdbc.spi.ModelOptions;

/** The settings of one connection: a valid value for each {@link Setting}. Immutable. */
public final class Settings {

  private static final String INVALID_VALUE = "22023";

  private static final Settings DEFAULTS = new Settings(Map.of());

  /** Seconds that a runtime stays which nobody has asked for by name. */
  private static final int UNNAMED_IDLE = 300;

  private final Map<Setting, String> values;

  private Settings(Map<Setting, String> values) {
    this.values = values;
  }

  /** Every setting at its default. */
  public static Settings defaults() {
    return DEFAULTS;
  }

  /**
   * Settings from pairs of name and value; what is not given has its default.
   *
   * @param given names, in any case, and values
   * @return the settings
   * @throws SQLException 22023 if a name is unknown or a value not valid; says which would be
   */
  public static Settings of(Map<String, String> given) throws SQLException {
    if (given.isEmpty()) {
      return DEFAULTS;
    }
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
      String value = setting.form().normal(entry.getValue());
      if (value == null) {
        throw new SQLException(
            "Setting "
                + setting.key()
                + " cannot be '"
                + entry.getValue()
                + "': it takes "
                + setting.form().allowed()
                + ". Its default is '"
                + setting.defaultValue()
                + "'.",
            INVALID_VALUE);
      }
      values.put(setting, value);
    }
    Settings settings = new Settings(Collections.unmodifiableMap(values));
    if (!settings.get(Setting.DIALECT).equals(Setting.OWN)) {
      return settings.onlyShown();
    }
    // Rows leave the machine only where somebody has said so.
    return settings.modelsLeaveTheMachine() && !values.containsKey(Setting.SAMPLES)
        ? settings.with(Map.of(Setting.SAMPLES, "0"))
        : settings;
  }

  /** SQL of another dialect is not for this database: neither is it run nor are rows looked at. */
  private Settings onlyShown() {
    return with(Map.of(Setting.SAMPLES, "0", Setting.MAX_COST, "0", Setting.WRITES, Setting.OFF));
  }

  private Settings with(Map<Setting, String> others) {
    Map<Setting, String> changed = new EnumMap<>(Setting.class);
    changed.putAll(values);
    changed.putAll(others);
    return new Settings(Collections.unmodifiableMap(changed));
  }

  private boolean modelsLeaveTheMachine() throws SQLException {
    try {
      return modelChain().stream()
          .map(ModelOptions::server)
          .anyMatch(server -> server != null && !server.isLoopback());
    } catch (IllegalArgumentException e) {
      throw new SQLException(e.getMessage(), INVALID_VALUE, e);
    }
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
    return of(url, NlProperties.of(info));
  }

  /**
   * The same from properties that are parted already.
   *
   * @param url the URL
   * @param properties the properties
   * @return the settings
   * @throws SQLException 22023 as for {@link #of(Map)}
   */
  public static Settings of(NlUrl url, NlProperties properties) throws SQLException {
    if (properties.ours().isEmpty()) {
      return of(url.parameters());
    }
    Map<String, String> given = new LinkedHashMap<>(properties.ours());
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

  /** Which model these settings name first, and how it is run. */
  public ModelOptions modelOptions() {
    return modelChain().get(0);
  }

  /** The models that these settings name, in the order in which they are tried; at least one. */
  public List<ModelOptions> modelChain() {
    ModelOptions here =
        new ModelOptions(
            get(Setting.MODEL),
            get(Setting.ADAPTER),
            get(Setting.DEVICE),
            getInt(Setting.THREADS),
            getInt(Setting.CONTEXT_TOKENS));
    String home = get(Setting.RUNTIME_HOME);
    int idle = getInt(Setting.RUNTIME_IDLE);
    return RuntimeList.of(
        get(Setting.RUNTIME),
        get(Setting.RUNTIME_KEY),
        getBoolean(Setting.RUNTIME_CLEARTEXT),
        here,
        new ModelOptions.Shared(home, idle),
        new ModelOptions.Shared(
            home,
            values.containsKey(Setting.RUNTIME_IDLE) ? idle : Math.min(UNNAMED_IDLE, idle),
            true));
  }

  /** Equal settings have equal values, given or by default. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Settings that && all(false).equals(that.all(false));
  }

  @Override
  public int hashCode() {
    return all(false).hashCode();
  }

  /** All settings as {@code name=value}, for logs; secrets are hidden. */
  @Override
  public String toString() {
    return all(true).toString();
  }

  /**
   * All settings but some as {@link #toString()} has them.
   *
   * @param settings those that do not matter
   * @return a text that is equal where the others are
   */
  public String without(Set<Setting> settings) {
    Map<String, String> all = all(true);
    settings.forEach(setting -> all.remove(setting.key()));
    return all.toString();
  }

  private Map<String, String> all(boolean hidden) {
    Map<String, String> all = new LinkedHashMap<>();
    for (Setting setting : Setting.values()) {
      String value = get(setting);
      boolean hide = hidden && setting.kind() == Setting.Kind.SECRET && !value.isEmpty();
      all.put(setting.key(), hide ? "***" : value);
    }
    return all;
  }
}
