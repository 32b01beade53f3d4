package org.nljdbc.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.engine.DecoderLoader;
import org.nljdbc.runtime.engine.InferenceThread;
import org.nljdbc.runtime.engine.Numerics;
import org.nljdbc.runtime.generate.Generator;
import org.nljdbc.runtime.generate.GeneratorOptions;
import org.nljdbc.runtime.generate.PrefixPlace;
import org.nljdbc.spi.Calibration;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;

/**
 * Opens models in this process: the embedded one, the folder of a Hugging Face snapshot, or a GGUF
 * file. On the processor they compute with int8 weights, on other devices with 16-bit floats.
 */
public final class LocalModelProvider implements LanguageModelProvider {

  /** Context where the options name none: enough for large schemas, and bounds the cache. */
  private static final int DEFAULT_CONTEXT = 8192;

  private final Path cache;

  /** Used by {@link java.util.ServiceLoader}. */
  public LocalModelProvider() {
    this(CacheFolder.ofUser());
  }

  /**
   * Makes a provider whose models keep prefixes elsewhere.
   *
   * @param cache the folder for what can be made again; it need not exist
   */
  LocalModelProvider(Path cache) {
    this.cache = cache;
  }

  @Override
  public boolean accepts(ModelOptions options) {
    String model = options.model();
    return model.equals(ModelOptions.EMBEDDED)
        || model.toLowerCase(Locale.ROOT).endsWith(".gguf")
        || (!model.contains("://") && (model.contains("/") || model.contains("\\")));
  }

  @Override
  public LanguageModel open(ModelOptions options, Progress progress) throws LanguageModelException {
    String device = device(options.device());
    Numerics numerics = device.equals("cpu") ? Numerics.INT8 : Numerics.BFLOAT16;
    boolean embedded = options.model().equals(ModelOptions.EMBEDDED);
    Path path = embedded ? new EmbeddedModelFiles().firstShard(progress) : path(options.model());
    String id = embedded ? EmbeddedModelFiles.NAME : String.valueOf(path.getFileName());
    boolean own = embedded && options.adapter().isEmpty();
    Path adapter = own ? EmbeddedModelFiles.adapter(cache, progress) : adapter(options.adapter());
    String added = own ? "adapter" : adapter == null ? "" : String.valueOf(adapter.getFileName());
    String named = added.isEmpty() ? id : id + "+" + added;
    Calibration calibration = CalibrationFile.of(path, adapter);
    ModelFiles files = ModelFiles.open(path, adapter);
    try {
      return open(files, id, named, calibration, device, numerics, options, progress);
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
      Numerics numerics,
      ModelOptions options,
      Progress progress)
      throws LanguageModelException {
    InferenceThread thread = new InferenceThread("nl-jdbc-inference", options.threads());
    try {
      int loaders = Math.max(1, Runtime.getRuntime().availableProcessors());
      Decoder decoder =
          thread.call(
              () ->
                  DecoderLoader.load(files.weights(), numerics, device, loaders, named, progress));
      int context = context(files, options.contextTokens());
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
      return new LocalModel(info, files.tokenizer(), generator);
    } catch (LanguageModelException | RuntimeException | Error e) {
      thread.close();
      throw e;
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

  /**
   * The snapshot or file that a name stands for; links are followed, so that equal files are equal.
   */
  private static Path path(String model) throws LanguageModelException {
    try {
      Path path = Path.of(model);
      return path.toRealPath();
    } catch (IOException | InvalidPathException e) {
      throw new LanguageModelException(
          Kind.NOT_FOUND,
          "there is no model \""
              + model
              + "\"; nl.model is \"embedded\", the folder of a Hugging Face snapshot, or a GGUF"
              + " file",
          e);
    }
  }
}
