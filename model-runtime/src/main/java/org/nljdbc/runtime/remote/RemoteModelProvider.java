package org.nljdbc.runtime.remote;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Digests;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.ModelServer;
import org.nljdbc.spi.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens models at servers that speak OpenAI's protocol. */
public final class RemoteModelProvider implements LanguageModelProvider {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteModelProvider.class);

  private final Patience patience;
  private final UnaryOperator<@Nullable String> environment;

  /** Used by {@link java.util.ServiceLoader}. */
  public RemoteModelProvider() {
    this(Patience.USUAL, System::getenv);
  }

  /**
   * Makes a provider.
   *
   * @param patience how long servers are waited for
   * @param environment gives the value of an environment variable, or null
   */
  RemoteModelProvider(Patience patience, UnaryOperator<@Nullable String> environment) {
    this.patience = patience;
    this.environment = environment;
  }

  @Override
  public boolean accepts(ModelOptions options) {
    return options.server() != null;
  }

  @Override
  public LanguageModel open(ModelOptions options, Progress progress) throws LanguageModelException {
    return open(options, "", progress);
  }

  /**
   * Opens the model of a runtime of ours that is of this version. It is told as what it is there,
   * whatever the address, since it answers as it does there: so what is remembered of its answers
   * holds for the next runtime that has it, and for the same model in this process.
   *
   * @param server the runtime
   * @param placement where the model is said to run
   * @param progress told what is asked
   * @return the model
   * @throws LanguageModelException if it cannot be reached
   */
  public LanguageModel openOwn(ModelServer server, String placement, Progress progress)
      throws LanguageModelException {
    return open(ModelOptions.at(server, ModelOptions.EMBEDDED, 0), placement, progress);
  }

  private LanguageModel open(ModelOptions options, String placement, Progress progress)
      throws LanguageModelException {
    ModelServer server = Objects.requireNonNull(options.server(), "only a server's model");
    String key = ServerKey.of(server, environment);
    RemoteErrors errors = new RemoteErrors(server, key);
    ServerApi api =
        new ServerApi(new ServerHttp(server, key, patience), new Attempts(patience.pause()));
    progress.at("asking " + server.host(), 0);
    Instant end = Instant.now().plus(patience.probing());
    Waiting waiting = new Waiting(Cancellation.NEVER, end, () -> false);
    try {
      Probe.Found found = new Probe(api, errors, waiting).find(options.model());
      TokenCounter counter = TokenCounter.of(api, found.traits(), waiting);
      int context = context(options, found, errors);
      ModelInfo info =
          placement.isEmpty()
              ? info(server, found, context)
              : ownInfo(server, found, context, placement);
      progress.at("asking " + server.host(), 1);
      tell(server, found, counter);
      // What nobody has asked for goes to no other machine.
      Traits traits = server.isLoopback() ? found.traits() : found.traits().withoutPrefixes();
      return new RemoteModel(api, errors, traits, counter, info);
    } catch (Stopped e) {
      throw errors.slow(patience.probing());
    } catch (IOException e) {
      throw errors.of(e, options.model(), List.of());
    }
  }

  private static int context(ModelOptions options, Probe.Found found, RemoteErrors errors)
      throws LanguageModelException {
    int wanted = options.contextTokens();
    if (found.known() && wanted > found.contextTokens()) {
      throw errors.context(wanted, found.contextTokens());
    }
    return wanted > 0 ? wanted : found.contextTokens();
  }

  private static ModelInfo info(ModelServer server, Probe.Found found, int context) {
    Traits traits = found.traits();
    String model = traits.model();
    String profile = found.promptProfile();
    if (profile.isEmpty()) {
      profile = model.toLowerCase(Locale.ROOT).contains("arctic") ? "arctic-r1" : "direct";
    }
    return new ModelInfo(
        model,
        Digests.of(
            server.address().toString(),
            model,
            found.fingerprint(),
            traits.path(),
            traits.fields().toString()),
        profile,
        context,
        "remote (" + server.host() + ")",
        found.calibration());
  }

  private static ModelInfo ownInfo(
      ModelServer server, Probe.Found found, int context, String placement) {
    ModelInfo info = info(server, found, context);
    return new ModelInfo(
        info.id(),
        found.fingerprint().isEmpty() ? info.fingerprint() : found.fingerprint(),
        info.promptProfile(),
        info.contextTokens(),
        placement,
        info.calibration());
  }

  private static void tell(ModelServer server, Probe.Found found, TokenCounter counter) {
    if (!server.isLoopback()) {
      LOG.warn(
          "Questions and the names, types and comments of the schema are sent to {} (nl.runtime);"
              + " sample values only if nl.samples is set.",
          server.host());
    }
    LOG.info(
        "{} has {}: {} with {}, {} tokens of context, tokens {}",
        server.host(),
        found.traits().model(),
        found.traits().path(),
        found.traits().fields(),
        found.contextTokens(),
        counter.isExact() ? "counted there" : "estimated");
  }
}
