package org.nljdbc.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.engine.DecoderLoader;
import org.nljdbc.runtime.engine.DeviceNumerics;
import org.nljdbc.runtime.engine.InferenceThread;
import org.nljdbc.runtime.engine.Numerics;
import org.nljdbc.runtime.generate.Generator;
import org.nljdbc.runtime.generate.GeneratorOptions;
import org.nljdbc.runtime.generate.PrefixPlace;
import org.nljdbc.runtime.hub.HubEnvironment;
import org.nljdbc.runtime.hub.HubId;
import org.nljdbc.runtime.hub.HubModels;
import org.nljdbc.runtime.weights.WeightSource;
import org.nljdbc.spi.Calibration;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens models in this process: the embedded one, the folder of a Hugging Face snapshot, a GGUF
 * file, or a model of a hub by its name there. On the processor they compute with int8 weights, on
 * other devices with 16-bit floats, or int4 weights where those do not fit.
 */
public final class LocalModelProvider implements LanguageModelProvider {

  private static final Logger LOG = LoggerFactory.getLogger(LocalModelProvider.class);

  /** Context where the options name none: enough for large schemas, and bounds the cache. */
  private static final int DEFAULT_CONTEXT = 8192;

  private final Path cache;
  private final Supplier<HubEnvironment> hub;

  /** Used by {@link java.util.ServiceLoader}. */
  public LocalModelProvider() {
    this(CacheFolder.ofUser(), HubEnvironment::ofProcess);
  }

  /**
   * Makes a provider whose models keep prefixes elsewhere.
   *
   * @param cache the folder for what can be made again; it need not exist
   * @param hub where models are that have the name of a hub's model
   */
  LocalModelProvider(Path cache, Supplier<HubEnvironment> hub) {
    this.cache = cache;
    this.hub = hub;
  }

  @Override
  public boolean accepts(ModelOptions options) {
    String model = options.model();
    if (!options.isHere()) {
      return false;
    }
    return model.equals(ModelOptions.EMBEDDED)
        || model.toLowerCase(Locale.ROOT).endsWith(".gguf")
        || HubId.parse(model) != null
        || (!model.contains("://") && (model.contains("/") || model.contains("\\")));
  }

  @Override
  public LanguageModel open(ModelOptions options, Progress progress) throws LanguageModelException {
    return open(options, progress, Cancellation.NEVER);
  }

  @Override
  public LanguageModel open(ModelOptions options, Progress progress, Cancellation abandoned)
      throws LanguageModelException {
    String device = device(options.device());
    boolean embedded = options.model().equals(ModelOptions.EMBEDDED);
    Named model = embedded ? embedded(progress) : named(options.model(), progress, abandoned);
    String id = model.name();
    boolean own = embedded && options.adapter().isEmpty();
    Path adapter = own ? EmbeddedModelFiles.adapter(cache, progress) : adapter(options.adapter());
    String added = own ? "adapter" : adapter == null ? "" : String.valueOf(adapter.getFileName());
    String named = added.isEmpty() ? id : id + "+" + added;
    Calibration calibration = CalibrationFile.of(model.path(), adapter);
    ModelFiles files = ModelFiles.open(model.path(), adapter);
    try {
      return open(files, id, named, calibration, device, options, progress);
    } catch (LanguageModelException | RuntimeException | Error e) {
      files.tokenizer().tokenizer().close();
      throw e;
    } finally {
      files.weights().close();
    }
  }

  private LanguageModel open(
      ModelFiles files,
      String id,
      String named,
      @Nullable Calibration calibration,
      String device,
      ModelOptions options,
      Progress progress)
      throws LanguageModelException {
    InferenceThread thread = new InferenceThread("nl-jdbc-inference", options.threads());
    try {
      int context = context(files, options.contextTokens());
      Decoder decoder = decoder(thread, files, device, context, named, progress);
      ModelInfo info =
          new ModelInfo(
              named,
              files.weights().fingerprint() + "-" + decoder.fingerprint(),
              id.toLowerCase(Locale.ROOT).contains("arctic") ? "arctic-r1" : "direct",
              context,
              "embedded ("
                  + device
                  + ", "
                  + decoder.numerics().name().toLowerCase(Locale.ROOT)
                  + ")",
              calibration);
      // Elsewhere the bits depend on the device as well, and DJL cannot read bfloat16.
      PrefixPlace place =
          device.equals("cpu")
              ? new PrefixPlace(cache.resolve("prefixes"), info.fingerprint())
              : null;
      Generator generator =
          new Generator(
              thread, decoder, files.tokenizer().tokenizer(), GeneratorOptions.of(context), place);
      return new LocalModel(info, files.tokenizer(), generator, device);
    } catch (LanguageModelException | RuntimeException | Error e) {
      thread.close();
      throw e;
    }
  }

  /** Loads the decoder; with int4 where 16 bits turn out not to fit on a card. */
  private static Decoder decoder(
      InferenceThread thread,
      ModelFiles files,
      String device,
      int context,
      String named,
      Progress progress)
      throws LanguageModelException {
    WeightSource weights = files.weights();
    int loaders = Math.max(1, Runtime.getRuntime().availableProcessors());
    Numerics numerics = DeviceNumerics.choose(device, weights.config(), context);
    try {
      return thread.call(
          () -> DecoderLoader.load(weights, numerics, device, loaders, named, progress));
    } catch (LanguageModelException e) {
      if (e.kind() != Kind.OUT_OF_MEMORY
          || !DeviceNumerics.canShrink(device, weights.config(), numerics)) {
        throw e;
      }
      LOG.info("{} does not fit on {} with 16 bits: loading it with int4 weights", named, device);
      return thread.call(
          () -> DecoderLoader.load(weights, Numerics.INT4, device, loaders, named, progress));
    }
  }

  private static int context(ModelFiles files, int wanted) throws LanguageModelException {
    int most = files.weights().config().contextTokens();
    if (wanted > most) {
      throw new LanguageModelException(
          Kind.UNSUPPORTED,
          "nl.contextTokens is " + wanted + ", but the model was trained for " + most);
    }
    return wanted > 0 ? wanted : Math.min(most, DEFAULT_CONTEXT);
  }

  private static String device(String wanted) throws LanguageModelException {
    String device = wanted.toLowerCase(Locale.ROOT);
    if (device.equals("auto") || device.equals("cpu")) {
      return "cpu";
    }
    if (device.equals("cuda") || device.matches("cuda:\\d{1,3}") || device.equals("mps")) {
      return device;
    }
    throw new LanguageModelException(
        Kind.UNSUPPORTED,
        "there is no device \"" + wanted + "\"; nl.device is auto, cpu, cuda:0 ... or mps");
  }

  /** The adapter's folder, or null for none. */
  private static @Nullable Path adapter(String adapter) throws LanguageModelException {
    if (adapter.isEmpty() || adapter.equalsIgnoreCase(ModelOptions.NO_ADAPTER)) {
      return null;
    }
    try {
      Path folder = Path.of(adapter).toRealPath();
      if (Files.isDirectory(folder)) {
        return folder;
      }
      throw new NotDirectoryException(adapter);
    } catch (IOException | InvalidPathException e) {
      throw new LanguageModelException(
          Kind.NOT_FOUND,
          "there is no folder \""
              + adapter
              + "\"; nl.adapter is the folder of a LoRA adapter in the layout of PEFT, \"none\", or"
              + " empty",
          e);
    }
  }

  /** A model's files, and its name for people. */
  private record Named(Path path, String name) {}

  private static Named embedded(Progress progress) throws LanguageModelException {
    return new Named(new EmbeddedModelFiles().firstShard(progress), EmbeddedModelFiles.NAME);
  }

  /**
   * The snapshot or file that a name stands for: what exists here goes before a hub's model. Links
   * are followed, so that equal files are equal; but not in a hub's cache, where they give files
   * their names.
   */
  private Named named(String model, Progress progress, Cancellation abandoned)
      throws LanguageModelException {
    try {
      Path path = Path.of(model).toRealPath();
      return new Named(path, String.valueOf(path.getFileName()));
    } catch (IOException | InvalidPathException e) {
      HubId id = HubId.parse(model);
      if (id != null) {
        Path found = new HubModels(hub.get()).model(id, progress, abandoned);
        return new Named(found, id.name());
      }
      throw new LanguageModelException(
          Kind.NOT_FOUND,
          "there is no model \""
              + model
              + "\"; nl.model is \"embedded\", the folder of a Hugging Face snapshot, a GGUF file,"
              + " or the name of a model at a hub, org/name",
          e);
    }
  }
}
