package org.nljdbc.runtime.weights;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.nljdbc.runtime.files.BoundedJson;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.runtime.files.ReadableFile;
import org.nljdbc.runtime.weights.TensorStore.Located;
import org.nljdbc.spi.LanguageModelException;

/**
 * A model as Hugging Face publishes it: a folder with {@code config.json} and safetensors, in one
 * file or in several with an index.
 */
public final class HuggingFaceSnapshot {

  /** The weights of a model in one file. */
  public static final String SINGLE = "model.safetensors";

  /** Which tensor is in which of several files. */
  public static final String INDEX = "model.safetensors.index.json";

  private static final long MAX_INDEX_BYTES = 16 << 20;
  private static final int MAX_TENSORS = 65_536;
  private static final long MAX_WHOLE_BYTES = 64 << 20;
  private static final int MAX_FILES = 1_000;

  /**
   * Buffers that old conversions of Llama keep beside the weights; computed anew by the decoder.
   */
  private static final Pattern IGNORED =
      Pattern.compile("model\\.layers\\.\\d+\\.self_attn\\.rotary_emb\\.inv_freq");

  private HuggingFaceSnapshot() {}

  /**
   * Opens a snapshot's weights.
   *
   * @param folder the snapshot
   * @return its tensors, to be closed by the caller
   * @throws LanguageModelException NOT_FOUND, CORRUPT or UNSUPPORTED; nothing stays open then
   */
  public static WeightSource open(Path folder) throws LanguageModelException {
    Path configFile = folder.resolve("config.json");
    ModelConfig config = SnapshotConfig.read(configFile);
    List<ReadableFile> files = new ArrayList<>();
    try {
      Map<String, Located> tensors = new LinkedHashMap<>();
      Fingerprint fingerprint = new Fingerprint();
      for (String name : new String[] {"config.json", "tokenizer.json", "tokenizer_config.json"}) {
        addWhole(fingerprint, folder.resolve(name));
      }
      if (Files.isRegularFile(folder.resolve(SINGLE))) {
        add(folder.resolve(SINGLE), files, fingerprint, tensors);
      } else {
        sharded(folder, files, fingerprint, tensors);
      }
      tensors.keySet().removeIf(name -> IGNORED.matcher(name).matches());
      return TensorStore.of(folder, config, fingerprint.hex(), files, tensors, false);
    } catch (LanguageModelException e) {
      files.forEach(ReadableFile::close);
      throw e;
    }
  }

  private static void sharded(
      Path folder, List<ReadableFile> files, Fingerprint fingerprint, Map<String, Located> tensors)
      throws LanguageModelException {
    Path indexFile = folder.resolve(INDEX);
    if (!Files.isRegularFile(indexFile)) {
      throw new LanguageModelException(
          LanguageModelException.Kind.NOT_FOUND,
          "The folder "
              + folder
              + " has neither "
              + SINGLE
              + " nor "
              + INDEX
              + ". Give the folder of a Hugging Face snapshot with safetensors, or a GGUF file.");
    }
    Map<String, String> index = index(indexFile);
    for (String shard : new TreeSet<>(index.values())) {
      if (!Files.isRegularFile(folder.resolve(shard))) {
        throw ModelFileErrors.corrupt(folder, "its shard " + shard + " is missing");
      }
      add(folder.resolve(shard), files, fingerprint, tensors);
    }
    for (Map.Entry<String, String> entry : index.entrySet()) {
      Located located = tensors.get(entry.getKey());
      if (located == null || !located.file().path().equals(folder.resolve(entry.getValue()))) {
        throw ModelFileErrors.corrupt(
            indexFile,
            "tensor "
                + ModelFileErrors.shown(entry.getKey())
                + " is not in "
                + entry.getValue()
                + ", where the index says");
      }
    }
  }

  /**
   * The files that an index names.
   *
   * @param indexFile {@code model.safetensors.index.json}
   * @return their names, in order; they lie in the same folder
   * @throws LanguageModelException NOT_FOUND or CORRUPT
   */
  public static SortedSet<String> shards(Path indexFile) throws LanguageModelException {
    return new TreeSet<>(index(indexFile).values());
  }

  private static Map<String, String> index(Path file) throws LanguageModelException {
    Map<String, String> index = BoundedJson.read(file, MAX_INDEX_BYTES, json -> index(file, json));
    int shards = new HashSet<>(index.values()).size();
    if (shards > MAX_FILES) {
      throw ModelFileErrors.corrupt(file, "it names " + shards + " files");
    }
    return index;
  }

  private static Map<String, String> index(Path file, JsonReader json)
      throws IOException, LanguageModelException {
    Map<String, String> index = new LinkedHashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      if (!json.nextName().equals("weight_map")) {
        json.skipValue();
        continue;
      }
      json.beginObject();
      while (json.hasNext()) {
        String tensor = json.nextName();
        String shard = json.nextString();
        // A name with a separator could point anywhere in the file system.
        if (index.size() >= MAX_TENSORS || !shard.matches("[A-Za-z0-9._-]{1,200}\\.safetensors")) {
          throw ModelFileErrors.corrupt(
              file, "too many tensors, or the file name " + ModelFileErrors.shown(shard));
        }
        index.put(tensor, shard);
      }
      json.endObject();
    }
    json.endObject();
    if (index.isEmpty()) {
      throw ModelFileErrors.corrupt(file, "its weight_map is empty or missing");
    }
    return index;
  }

  private static void add(
      Path path, List<ReadableFile> files, Fingerprint fingerprint, Map<String, Located> tensors)
      throws LanguageModelException {
    ReadableFile file = ReadableFile.open(path);
    files.add(file);
    SafetensorsFile shard = SafetensorsFile.read(file);
    fingerprint.add(file, shard.headerBytes(), shard.tensors().values());
    for (StoredTensor tensor : shard.tensors().values()) {
      if (tensors.put(tensor.name(), new Located(file, tensor)) != null) {
        throw ModelFileErrors.corrupt(
            path, "tensor " + ModelFileErrors.shown(tensor.name()) + " is in another file too");
      }
    }
  }

  private static void addWhole(Fingerprint fingerprint, Path path) throws LanguageModelException {
    if (Files.isRegularFile(path)) {
      try (ReadableFile file = ReadableFile.open(path)) {
        fingerprint.add(file, Math.min(file.size(), MAX_WHOLE_BYTES), List.of());
      }
    }
  }
}
