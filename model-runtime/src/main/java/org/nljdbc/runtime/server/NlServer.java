package org.nljdbc.runtime.server;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.DatabaseConfig;
import org.nljdbc.runtime.server.api.TextToSqlApi;
import org.nljdbc.runtime.server.cache.Cluster;
import org.nljdbc.runtime.server.config.Limits;
import org.nljdbc.runtime.server.config.ServerConfig;
import org.nljdbc.runtime.server.config.TlsConfig;
import org.nljdbc.runtime.server.databases.Databases;
import org.nljdbc.runtime.server.http.Drain;
import org.nljdbc.runtime.server.http.Envelope;
import org.nljdbc.runtime.server.http.ProtocolErrors;
import org.nljdbc.runtime.server.http.Route;
import org.nljdbc.runtime.server.http.Router;
import org.nljdbc.runtime.server.http.Routes;
import org.nljdbc.runtime.server.openai.OpenAiRoutes;
import org.nljdbc.runtime.server.security.AccessControl;
import org.nljdbc.runtime.server.work.Admission;
import org.nljdbc.runtime.server.work.ModelCalls;
import org.nljdbc.runtime.server.work.ModelFigures;
import org.nljdbc.runtime.server.work.ServedModel;
import org.nljdbc.runtime.server.work.Sessions;
import org.nljdbc.settings.Setting;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers questions over HTTP. Databases are opened through the driver, so that its pipeline, its
 * checks and its cancel do the work; the model is the one that the driver's connections in this
 * process share.
 */
public final class NlServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NlServer.class);

  /** Threads besides those that questions hold: for health, metrics, refusals. */
  private static final int SPARE_THREADS = 32;

  private static final Duration AFTER_CANCEL = Duration.ofSeconds(5);

  private final ServerConfig config;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Drain drain = new Drain();
  private final AccessControl access;
  private final Databases databases;
  private final Admission admission;
  private final Sessions sessions;
  private final ModelCalls calls;
  private final ServedModel model;
  private final @Nullable Cluster cluster;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile @Nullable Javalin app;
  private List<Route> routes = List.of();

  /**
   * Makes a server; nothing is opened yet but the databases' pools.
   *
   * @param config what it is told
   * @throws IOException if a file that the settings name cannot be read
   * @throws SQLException 22023 if one of the driver's settings is not valid
   * @throws org.nljdbc.runtime.config.InvalidFieldException if the settings contradict each other,
   *     above all if the server would be open to other machines
   */
  public NlServer(ServerConfig config) throws IOException, SQLException {
    this.config = config;
    this.access = new AccessControl(config);
    Map<String, String> settings = ownModel(config.settings());
    this.model = new ServedModel(settings);
    this.cluster = Cluster.of(config, meters);
    Limits limits = config.limits();
    this.admission = new Admission(limits, meters);
    this.sessions = new Sessions(admission, meters);
    this.calls = new ModelCalls(admission, sessions.disconnects(), meters);
    this.databases =
        new Databases(
            settings, meters, Duration.ofSeconds(limits.drainSeconds()), model::loadedHere);
    for (DatabaseConfig database : config.databases()) {
      databases.add(database);
    }
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ClassLoaderMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    collections.bindTo(meters);
    ModelFigures.add(model, meters);
  }

  /** A server has its model itself unless it is told otherwise: it is what programs share. */
  private static Map<String, String> ownModel(Map<String, String> settings) {
    String runtime = Setting.RUNTIME.key();
    Map<String, String> own = new LinkedHashMap<>(settings);
    own.entrySet()
        .removeIf(
            each ->
                each.getKey().equalsIgnoreCase(runtime)
                    && List.of("", "auto").contains(each.getValue().toLowerCase(Locale.ROOT)));
    if (own.keySet().stream().noneMatch(runtime::equalsIgnoreCase)) {
      own.put(runtime, "embedded");
    }
    return own;
  }

  /**
   * Begins to listen.
   *
   * @return this server
   */
  public synchronized NlServer start() {
    if (app != null || closing.get()) {
      throw new IllegalStateException("the server has been started");
    }
    if (cluster != null) {
      cluster.join();
    }
    Javalin started = Javalin.create(this::configure);
    app = started;
    started.start();
    if (config.preload()) {
      model.preload();
    }
    LOG.info("listening at {}", uri());
    return this;
  }

  private void configure(JavalinConfig javalin) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.http.maxRequestSize = config.limits().requestBytes();
    javalin.http.prefer405over404 = true;
    javalin.jetty.threadPool = threads();
    javalin.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    javalin.jetty.modifyServer(jetty -> jetty.setErrorHandler(new ProtocolErrors()));
    javalin.jetty.addConnector(this::connector);
    if (!config.corsOrigins().isEmpty()) {
      javalin.bundledPlugins.enableCors(
          cors ->
              cors.addRule(
                  rule -> {
                    config.corsOrigins().forEach(rule::allowHost);
                    rule.exposeHeader("X-Request-Id");
                    rule.exposeHeader("Retry-After");
                  }));
    }
    new Envelope(meters).addTo(javalin);
    Router router = new Router(javalin.routes, access, drain);
    routes().forEach(each -> each.addTo(router));
    routes = router.routes();
  }

  /** What the server answers. Another protocol is another member of this list. */
  private List<Routes> routes() {
    return List.of(
        new TextToSqlApi(config, databases, sessions, model, drain, meters),
        new OpenAiRoutes(config.limits(), model, calls, meters));
  }

  /**
   * Ordinary threads: how many questions work at once is bounded anyway, and native code and
   * drivers that lock would hold the carriers of virtual ones.
   */
  private QueuedThreadPool threads() {
    Limits limits = config.limits();
    QueuedThreadPool threads =
        new QueuedThreadPool(limits.concurrent() + limits.queued() + SPARE_THREADS);
    threads.setName("nl-server");
    return threads;
  }

  private ServerConnector connector(Server server, HttpConfiguration http) {
    TlsConfig tls = config.tls();
    ServerConnector connector;
    if (tls == null) {
      connector = new ServerConnector(server, new HttpConnectionFactory(http));
    } else {
      SslContextFactory.Server certificate = new SslContextFactory.Server();
      certificate.setKeyStorePath(tls.keystore().toUri().toString());
      certificate.setKeyStorePassword(tls.password());
      HttpConfiguration secure = new HttpConfiguration(http);
      secure.addCustomizer(new SecureRequestCustomizer(false));
      connector = new ServerConnector(server, certificate, new HttpConnectionFactory(secure));
    }
    connector.setHost(config.host());
    connector.setPort(config.port());
    return connector;
  }

  /** The port that it listens at. */
  public int port() {
    Javalin started = app;
    if (started == null) {
      throw new IllegalStateException("the server has not been started");
    }
    return started.port();
  }

  /** Where it can be reached from this machine. */
  public URI uri() {
    String scheme = config.tls() == null ? "http" : "https";
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    return URI.create(String.format(Locale.ROOT, "%s://%s:%d/", scheme, host, port()));
  }

  /**
   * Loads the model and waits for it.
   *
   * @return what it is
   * @throws LanguageModelException if it cannot be loaded
   */
  public ModelInfo load() throws LanguageModelException {
    try (LanguageModel loaded = model.use(closing::get)) {
      return loaded.info();
    }
  }

  /** For how long no request has been at work; zero while one is. */
  public Duration idle() {
    return drain.idle();
  }

  /** The routes that it answers. */
  public List<Route> allRoutes() {
    return routes;
  }

  /**
   * Ends it: new requests are refused, those at work may go on for {@link Limits#drainSeconds} and
   * are cancelled then. Idempotent.
   */
  @Override
  public void close() {
    if (closing.getAndSet(true)) {
      return;
    }
    drain.close();
    calls.cancelBeside();
    if (!drain.await(Duration.ofSeconds(config.limits().drainSeconds()))) {
      sessions.cancelAll();
      calls.cancelAll();
      drain.await(AFTER_CANCEL);
    }
    Javalin started = app;
    if (started != null) {
      started.stop();
    }
    calls.cancelAll();
    sessions.close();
    databases.close();
    model.close();
    if (cluster != null) {
      cluster.close();
    }
    collections.close();
    meters.close();
  }
}
