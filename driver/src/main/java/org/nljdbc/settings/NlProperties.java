package org.nljdbc.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Connection properties in two parts; the caller's are never changed.
 *
 * @param ours our settings among them, their defaults included
 * @param real what is left for the real driver: a copy without our settings, or the caller's own
 *     where there are none. In a copy defaults become plain entries, since a driver may enumerate;
 *     values that are not text (some drivers take objects) are kept
 */
public record NlProperties(Map<String, String> ours, Properties real) {

  /** Keeps its own copy of our settings, and the real driver's as they are. */
  public NlProperties {
    ours = Map.copyOf(ours);
  }

  /**
   * Parts properties.
   *
   * @param info the caller's properties; not changed
   * @return the parts
   */
  public static NlProperties of(Properties info) {
    Set<String> names = info.stringPropertyNames();
    for (String name : names) {
      if (Setting.isOurs(name)) {
        return parted(info, names);
      }
    }
    return info.isEmpty() || !hasOurObject(info)
        ? new NlProperties(Map.of(), info)
        : parted(info, names);
  }

  /** Whether a setting has a value that is no text, which does not count and is not passed on. */
  private static boolean hasOurObject(Properties info) {
    for (Object key : info.keySet()) {
      if (isOurs(key)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOurs(Object key) {
    return key instanceof String name && Setting.isOurs(name);
  }

  private static NlProperties parted(Properties info, Set<String> names) {
    Map<String, String> ours = new LinkedHashMap<>();
    Properties real = new Properties();
    for (String name : names) {
      if (Setting.isOurs(name)) {
        ours.put(name, info.getProperty(name));
      } else {
        real.setProperty(name, info.getProperty(name));
      }
    }
    for (Map.Entry<Object, Object> entry : info.entrySet()) {
      if (!isOurs(entry.getKey())) {
        real.put(entry.getKey(), entry.getValue());
      }
    }
    return new NlProperties(ours, real);
  }

  /** For logs: names alone, since the real driver's may hold a password. */
  @Override
  public String toString() {
    return ours.keySet() + " and " + real.stringPropertyNames();
  }
}
