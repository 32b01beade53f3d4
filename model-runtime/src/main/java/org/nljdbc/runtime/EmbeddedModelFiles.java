package org.nljdbc.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.files.Sha256;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.Progress;

/**
 * The files of the model that comes with the product: resources on the class path, listed with
 * their digests in {@code SHA256SUMS}. From a folder they are used as they lie; from a jar they are
 * unpacked once, into the user's cache folder.
 */
public final class EmbeddedModelFiles {

  /** The model's name. */
  public static final String NAME = "qwen2.5-coder-0.5b-instruct-sql";

  private static final String MODELS = "/org/nljdbc/model/";
  private static final String ADAPTER = NAME + "-adapter";
  private static final String SUMS = "SHA256SUMS";

  private final String name;
  private final String folder;
  private final Pattern wanted;
  private final Path cache;

  /** The files of this product, with the cache folder of this user. */
  public EmbeddedModelFiles() {
    this(MODELS + NAME + "/", CacheFolder.ofUser());
  }

  EmbeddedModelFiles(String folder, Path cache) {
    this(NAME, folder, ".*\\.gguf", cache);
  }

  private EmbeddedModelFiles(String name, String folder, String wanted, Path cache) {
    this.name = name;
    this.folder = folder;
    this.wanted = Pattern.compile(wanted);
    this.cache = cache;
  }

  /**
   * The folder of the adapter that comes with the model, in the layout of PEFT.
   *
   * @param cache the cache folder, into which it is unpacked from a jar
   * @param progress told how far unpacking is, if that is needed
   * @return the folder
   * @throws LanguageModelException NOT_FOUND if files are missing, CORRUPT if one is damaged,
   *     FAILED if they cannot be unpacked
   */
  static Path adapter(Path cache, Progress progress) throws LanguageModelException {
    return Objects.requireNonNull(adapterFiles(cache).firstShard(progress).getParent());
  }

  /** Whether all shards are there. */
  public boolean complete() {
    try {
      return digests().keySet().stream().allMatch(name -> resource(name) != null);
    } catch (LanguageModelException e) {
      return false;
    }
  }

  /**
   * The first shard, as a file beside the others.
   *
   * @param progress told how far unpacking is, if that is needed
   * @return the file
   * @throws LanguageModelException NOT_FOUND if shards are missing, CORRUPT if one is damaged,
   *     FAILED if they cannot be unpacked
   */
  public Path firstShard(Progress progress) throws LanguageModelException {
    Map<String, String> digests = digests();
    String first = digests.keySet().iterator().next();
    for (String name : digests.keySet()) {
      if (resource(name) == null) {
        throw missing("its shard " + name + " is missing");
      }
    }
    Path lying = asFile(first);
    if (lying != null) {
      return lying;
    }
    return new UnpackedModel(name, digests, this::open, cache).folder(progress).resolve(first);
  }

  /**
   * Reads all files, the adapter's too, and compares their checksums.
   *
   * @param progress told how far it is
   * @throws LanguageModelException NOT_FOUND if one is missing, CORRUPT if one is damaged
   */
  public void verify(Progress progress) throws LanguageModelException {
    Map<String, String> digests = digests();
    int done = 0;
    for (Map.Entry<String, String> file : digests.entrySet()) {
      progress.at("checking " + name, done++ / (double) digests.size());
      try (InputStream in = open(file.getKey())) {
        if (!Sha256.hex(in).equals(file.getValue())) {
          throw new LanguageModelException(
              Kind.CORRUPT, "the embedded model's file " + file.getKey() + " is damaged");
        }
      } catch (IOException e) {
        throw new LanguageModelException(
            Kind.NOT_FOUND, "the embedded model's file " + file.getKey() + " cannot be read", e);
      }
    }
    progress.at("checking " + name, 1);
    if (name.equals(NAME)) {
      adapterFiles(cache).verify(progress);
    }
  }

  private static EmbeddedModelFiles adapterFiles(Path cache) {
    String files = "adapter_(config\\.json|model\\.safetensors)|calibration\\.json";
    return new EmbeddedModelFiles(ADAPTER, MODELS + ADAPTER + "/", files, cache);
  }

  private Map<String, String> digests() throws LanguageModelException {
    Map<String, String> digests = new LinkedHashMap<>();
    try (InputStream in = open(SUMS);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.trim().split("\\s+\\*?", 2);
        if (parts.length == 2 && wanted.matcher(parts[1]).matches() && !parts[1].contains("/")) {
          digests.put(parts[1], parts[0]);
        }
      }
    } catch (IOException e) {
      throw new LanguageModelException(Kind.NOT_FOUND, "the embedded model cannot be read", e);
    }
    if (digests.isEmpty()) {
      throw missing("its list of shards is empty");
    }
    return digests;
  }

  private InputStream open(String name) throws IOException {
    URL url = resource(name);
    if (url == null) {
      throw new IOException(folder + name + " is not on the class path");
    }
    return url.openStream();
  }

  private @Nullable URL resource(String name) {
    return EmbeddedModelFiles.class.getResource(folder + name);
  }

  private @Nullable Path asFile(String name) {
    URL url = resource(name);
    if (url == null || !url.getProtocol().equals("file")) {
      return null;
    }
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Not a path of this system: read as a resource.
      return null;
    }
  }

  private static LanguageModelException missing(String what) {
    return new LanguageModelException(
        Kind.NOT_FOUND,
        "the embedded model is incomplete: "
            + what
            + "; put nl-jdbc-model-runtime with its model on the class path, or name a model with"
            + " nl.model");
  }
}
