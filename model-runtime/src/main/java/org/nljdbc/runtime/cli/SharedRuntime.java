package org.nljdbc.runtime.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.nljdbc.runtime.djl.ExitGuard;
import org.nljdbc.runtime.process.RunningRuntime;
import org.nljdbc.runtime.server.NlServer;
import org.nljdbc.runtime.server.config.ClusterConfig;
import org.nljdbc.runtime.server.config.KeyConfig;
import org.nljdbc.runtime.server.config.Limits;
import org.nljdbc.runtime.server.config.SecurityConfig;
import org.nljdbc.runtime.server.config.ServerConfig;
import org.nljdbc.runtime.server.security.ApiKeys;
import org.nljdbc.runtime.server.security.Role;
import org.nljdbc.spi.LanguageModelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The runtime that a user's programs share; the driver starts it. Its exit codes are 0 after a time
 * without questions, 3 if another process is that runtime already, 4 if the model cannot be loaded.
 */
@Command(
    name = "shared-runtime",
    description = "What the driver starts for nl.runtime=process.",
    hidden = true,
    mixinStandardHelpOptions = true)
final class SharedRuntime implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(SharedRuntime.class);
  private static final int ANOTHER = 3;
  private static final int NO_MODEL = 4;
  private static final long POLL_MILLIS = 1_000;

  /** The callers are the driver's questions, which have deadlines of their own. */
  private static final int MOST_SECONDS = 86_400;

  @Option(names = "--folder", required = true)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path folder;

  @Option(names = "--key", required = true)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String key;

  @Option(names = "--idle", required = true)
  private int idleSeconds;

  @Option(names = "--set")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    try (RunningRuntime runtime = RunningRuntime.begin(folder, key)) {
      if (runtime == null) {
        LOG.info("another process is this runtime already");
        return ANOTHER;
      }
      String token = ApiKeys.generate();
      NlServer server = new NlServer(config(token));
      CountDownLatch ended = new CountDownLatch(1);
      ExitGuard.Hold hold = ExitGuard.PROCESS.hold();
      Thread end =
          new Thread(
              () -> {
                try {
                  end(runtime, server, ended);
                } finally {
                  hold.close();
                }
              },
              "nl-runtime-end");
      Runtime.getRuntime().addShutdownHook(end);
      server.start();
      try {
        String model = server.load().id();
        runtime.announce(server.port(), token, model, idleSeconds);
        LOG.info("{} answers at port {}", model, server.port());
      } catch (LanguageModelException e) {
        LOG.error("the model cannot be loaded: {}", e.getMessage());
        runtime.fail(e);
        server.close();
        return NO_MODEL;
      }
      awaitIdle(runtime, server, ended);
      end(runtime, server, ended);
      return 0;
    }
  }

  private ServerConfig config(String token) {
    String digest = HexFormat.of().formatHex(ApiKeys.digest(token));
    Limits usual = Limits.DEFAULT;
    return new ServerConfig(
        "127.0.0.1",
        0,
        settings,
        List.of(),
        false,
        false,
        new Limits(
            64 << 20,
            1_000_000,
            MOST_SECONDS,
            MOST_SECONDS,
            usual.rows(),
            usual.maximumRows(),
            usual.concurrent(),
            usual.queued(),
            usual.drainSeconds()),
        new SecurityConfig(List.of(new KeyConfig("driver", digest, Set.of(Role.ASK))), null, 0, 1),
        List.of(),
        null,
        ClusterConfig.NONE);
  }

  private void awaitIdle(RunningRuntime runtime, NlServer server, CountDownLatch ended)
      throws InterruptedException {
    IdleTime idle =
        new IdleTime(Duration.ofSeconds(idleSeconds), System::nanoTime, runtime::hasUsers);
    while (!idle.isOver(server.idle())) {
      if (ended.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
    LOG.info(
        "ends after {} seconds without a question and without a program that keeps it open",
        idleSeconds);
  }

  /**
   * First nobody finds it any more, then those who have found it are answered. Whoever calls this
   * while another does waits for it.
   */
  private static synchronized void end(
      RunningRuntime runtime, NlServer server, CountDownLatch ended) {
    if (ended.getCount() == 0) {
      return;
    }
    ended.countDown();
    try {
      runtime.withdraw();
    } catch (IOException e) {
      LOG.warn("the entry cannot be taken away", e);
    }
    server.close();
  }
}
