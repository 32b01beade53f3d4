package org.nljdbc;

import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.nljdbc.settings.NlProperties;
import org.nljdbc.settings.NlUrl;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists what a connection can be told. */
final class PropertyInfos {

  private static final Logger LOG = LoggerFactory.getLogger(PropertyInfos.class);

  private PropertyInfos() {}

  /** Our settings with the values given so far, then the real driver's properties. */
  static DriverPropertyInfo[] of(@Nullable String url, Properties info) {
    NlUrl parted = url != null && NlUrl.matches(url) ? NlUrl.parse(url) : null;
    Settings settings = given(parted, info);
    List<DriverPropertyInfo> infos = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      boolean secret = setting.kind() == Setting.Kind.SECRET;
      String value = secret ? setting.defaultValue() : settings.get(setting);
      DriverPropertyInfo ours = new DriverPropertyInfo(setting.key(), value);
      ours.description = setting.description();
      if (!setting.choices().isEmpty()) {
        ours.choices = setting.choices().toArray(String[]::new);
      }
      infos.add(ours);
    }
    if (parted != null) {
      infos.addAll(ofDelegate(parted, settings, info));
    }
    return infos.toArray(DriverPropertyInfo[]::new);
  }

  private static Settings given(@Nullable NlUrl url, Properties info) {
    try {
      return url == null ? Settings.defaults() : Settings.of(url, info);
    } catch (SQLException notYetValid) {
      LOG.debug("Settings are not valid yet", notYetValid);
      return Settings.defaults();
    }
  }

  private static List<DriverPropertyInfo> ofDelegate(
      NlUrl url, Settings settings, Properties info) {
    try {
      Driver delegate = DriverLookup.find(url.realUrl(), settings.get(Setting.DRIVER));
      DriverPropertyInfo[] infos =
          delegate.getPropertyInfo(url.realUrl(), NlProperties.of(info).real());
      return infos == null ? List.of() : Arrays.asList(infos);
    } catch (SQLException | RuntimeException notYetValid) {
      LOG.debug("The real driver has no property info", notYetValid);
      return List.of();
    }
  }
}
