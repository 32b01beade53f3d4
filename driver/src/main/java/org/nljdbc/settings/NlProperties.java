package org.nljdbc.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** Parts connection properties into ours and the real driver's; never changes the caller's. */
public final class NlProperties {

  private NlProperties() {}

  /** Our settings among properties, their defaults included. */
  static Map<String, String> ours(Properties info) {
    Map<String, String> ours = new LinkedHashMap<>();
    for (String name : info.stringPropertyNames()) {
      if (Setting.isOurs(name)) {
        ours.put(name, info.getProperty(name));
      }
    }
    return ours;
  }

  /**
   * What is left for the real driver: a copy without our settings, or the caller's own where there
   * are none. In a copy defaults become plain entries, since a driver may enumerate; values that
   * are not text (some drivers take objects) are kept.
   *
   * @param info the caller's properties; not changed
   * @return a new object, or {@code info}
   */
  public static Properties forDelegate(Properties info) {
    return hasOurs(info) ? withoutOurs(info) : info;
  }

  private static boolean hasOurs(Properties info) {
    for (String name : info.stringPropertyNames()) {
      if (Setting.isOurs(name)) {
        return true;
      }
    }
    for (Object key : info.keySet()) {
      if (isOurs(key)) {
        return true; // with a value that is not text
      }
    }
    return false;
  }

  private static boolean isOurs(Object key) {
    return key instanceof String name && Setting.isOurs(name);
  }

  private static Properties withoutOurs(Properties info) {
    Properties rest = new Properties();
    for (String name : info.stringPropertyNames()) {
      if (!Setting.isOurs(name)) {
        rest.setProperty(name, info.getProperty(name));
      }
    }
    for (Map.Entry<Object, Object> entry : info.entrySet()) {
      if (!isOurs(entry.getKey())) {
        rest.put(entry.getKey(), entry.getValue());
      }
    }
    return rest;
  }
}
