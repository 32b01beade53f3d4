package org.nljdbc.runtime.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.runtime.files.ReadableFile;
import org.nljdbc.runtime.weights.TensorStore.Located;
import org.nljdbc.spi.LanguageModelException;

/**
 * A model in GGUF: one file, or shards that stand in one folder.
 *
 * @param weights its tensors, to be closed by the owner of this object
 * @param metadata its key-value pairs; they hold the tokenizer too
 */
public record GgufModel(WeightSource weights, GgufMetadata metadata) {

  /**
   * Opens a model.
   *
   * @param path its file, or any of its shards
   * @return the model, to be closed by closing its weights
   * @throws LanguageModelException NOT_FOUND, CORRUPT or UNSUPPORTED; nothing stays open then
   */
  public static GgufModel open(Path path) throws LanguageModelException {
    List<GgufFile> shards = GgufShards.open(path);
    List<ReadableFile> files = new ArrayList<>();
    shards.forEach(shard -> files.add(shard.file()));
    try {
      GgufMetadata metadata = shards.get(0).metadata();
      Map<String, Located> tensors = tensors(shards);
      Located embedding = tensors.get("model.embed_tokens.weight");
      int vocabulary = embedding == null ? 1 : embedding.tensor().rows();
      ModelConfig config =
          GgufConfig.read(metadata, vocabulary, !tensors.containsKey("lm_head.weight"));
      Fingerprint fingerprint = new Fingerprint();
      for (GgufFile shard : shards) {
        fingerprint.add(shard.file(), shard.headerBytes(), shard.tensors().values());
      }
      boolean interleaved = config.architecture().equals("llama");
      return new GgufModel(
          TensorStore.of(path, config, fingerprint.hex(), files, tensors, interleaved), metadata);
    } catch (LanguageModelException e) {
      files.forEach(ReadableFile::close);
      throw e;
    }
  }

  private static Map<String, Located> tensors(List<GgufFile> shards) throws LanguageModelException {
    // The architecture decides what the names mean, so it is looked at first.
    GgufConfig.architecture(shards.get(0).metadata());
    Map<String, Located> tensors = new LinkedHashMap<>();
    for (GgufFile shard : shards) {
      for (StoredTensor tensor : shard.tensors().values()) {
        String name = GgufNames.huggingFace(tensor.name());
        if (name == null) {
          throw ModelFileErrors.unsupported(
              shard.file().path(),
              "a tensor "
                  + ModelFileErrors.shown(tensor.name())
                  + " that its architecture does not have",
              "plain Qwen2 and Llama decoders, without scaled rotary embeddings");
        }
        tensors.put(name, new Located(shard.file(), tensor));
      }
    }
    return tensors;
  }
}
