package org.nljdbc.runtime.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.DatabaseConfig;
import org.nljdbc.runtime.config.Fields;

/**
 * Everything that a server is told. {@link #DEFAULT} with changes, or read by {@link ConfigFile}.
 *
 * @param host address to listen at
 * @param port port to listen at, 0 for any free one
 * @param settings the driver's {@code nl.*} settings for all databases: model, tries and so on
 * @param databases the databases that are there from the start
 * @param registration whether callers with the role {@code admin} may add databases by their URL
 * @param preload whether the model is loaded at the start rather than at the first question
 * @param limits what requests may cost
 * @param security who may call
 * @param corsOrigins origins whose pages browsers let call, such as {@code https://app.example.com}
 * @param tls the certificate, or null for plain HTTP
 * @param cluster what it shares with other servers
 */
public record ServerConfig(
    String host,
    int port,
    Map<String, String> settings,
    List<DatabaseConfig> databases,
    boolean registration,
    boolean preload,
    Limits limits,
    SecurityConfig security,
    List<String> corsOrigins,
    @Nullable TlsConfig tls,
    ClusterConfig cluster) {

  /** Listens on this machine only, knows no database, and is open to whoever can reach it. */
  public static final ServerConfig DEFAULT =
      new ServerConfig(
          "127.0.0.1",
          8080,
          Map.of(),
          List.of(),
          false,
          true,
          Limits.DEFAULT,
          SecurityConfig.OPEN,
          List.of(),
          null,
          ClusterConfig.NONE);

  /** Keeps its own copies. */
  public ServerConfig {
    settings = Map.copyOf(settings);
    databases = List.copyOf(databases);
    corsOrigins = List.copyOf(corsOrigins);
  }

  static ServerConfig read(Fields fields) {
    ServerConfig absent = DEFAULT;
    ServerConfig config =
        new ServerConfig(
            fields.text("host", absent.host),
            fields.integer("port", absent.port, 0, 65_535),
            fields.map("settings"),
            fields.objects("databases").stream().map(DatabaseConfig::read).toList(),
            fields.flag("registration", absent.registration),
            fields.flag("preload", absent.preload),
            Limits.read(fields.object("limits")),
            SecurityConfig.read(fields.object("security")),
            fields.texts("corsOrigins"),
            TlsConfig.read(fields),
            ClusterConfig.read(fields.object("cluster")));
    fields.done();
    return config;
  }

  /** The same at another address. */
  public ServerConfig withAddress(String otherHost, int otherPort) {
    return new ServerConfig(
        otherHost,
        otherPort,
        settings,
        databases,
        registration,
        preload,
        limits,
        security,
        corsOrigins,
        tls,
        cluster);
  }

  /** The same with more databases and settings; settings that were there give way. */
  public ServerConfig with(List<DatabaseConfig> more, Map<String, String> changed) {
    List<DatabaseConfig> all = new ArrayList<>(databases);
    all.addAll(more);
    Map<String, String> merged = new LinkedHashMap<>(settings);
    merged.putAll(changed);
    return new ServerConfig(
        host,
        port,
        merged,
        all,
        registration,
        preload,
        limits,
        security,
        corsOrigins,
        tls,
        cluster);
  }

  /** The same with or without registration of databases by callers. */
  public ServerConfig withRegistration(boolean may) {
    return new ServerConfig(
        host, port, settings, databases, may, preload, limits, security, corsOrigins, tls, cluster);
  }
}
