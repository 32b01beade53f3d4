package org.nljdbc.runtime.server.databases;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What databases' drivers are told unless the settings or the URL say otherwise: not to wait long
 * for a machine that says nothing, neither when they connect nor when they cancel, and to find out
 * that the other side of an idle connection has gone. The time-out of sockets is for the greeting,
 * also of the connections by which MariaDB's driver cancels; questions have their own.
 */
final class ConnectionDefaults {

  private static final Map<String, Map<String, String>> BY_KIND =
      Map.of(
          "postgresql",
          Map.of(
              "connectTimeout",
              "5",
              "socketTimeout",
              "5",
              "cancelSignalTimeout",
              "2",
              "tcpKeepAlive",
              "true"),
          "mariadb",
          Map.of("connectTimeout", "2000", "socketTimeout", "2000", "tcpKeepAlive", "true"),
          "mysql",
          Map.of("connectTimeout", "2000", "socketTimeout", "2000", "tcpKeepAlive", "true"));

  private ConnectionDefaults() {}

  /**
   * Properties for a database.
   *
   * @param kind the sort of database
   * @param url its URL, whose own parameters are left alone
   */
  static Map<String, String> of(String kind, String url) {
    Map<String, String> defaults = new LinkedHashMap<>(BY_KIND.getOrDefault(kind, Map.of()));
    defaults.keySet().removeIf(name -> url.contains(name + "="));
    return defaults;
  }
}
