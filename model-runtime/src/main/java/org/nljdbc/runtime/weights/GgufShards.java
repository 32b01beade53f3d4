package org.nljdbc.runtime.weights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.runtime.files.ReadableFile;
import org.nljdbc.spi.LanguageModelException;

/** Finds and opens all files of a GGUF model: one, or shards named {@code x-00001-of-0000N}. */
final class GgufShards {

  private static final Pattern NAME = Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})\\.gguf");

  private GgufShards() {}

  /**
   * Opens a model's files.
   *
   * @param path its only file, or any of its shards
   * @return the files in order, open; the first has the model's metadata
   * @throws LanguageModelException NOT_FOUND if there is no such file; CORRUPT if a shard is
   *     missing, belongs elsewhere or is damaged
   */
  static List<GgufFile> open(Path path) throws LanguageModelException {
    List<GgufFile> open = new ArrayList<>();
    try {
      for (Path shard : paths(path)) {
        ReadableFile file = ReadableFile.open(shard);
        try {
          open.add(GgufFile.read(file));
        } catch (LanguageModelException e) {
          file.close();
          throw e;
        }
      }
      check(open);
      return open;
    } catch (LanguageModelException e) {
      open.forEach(shard -> shard.file().close());
      throw e;
    }
  }

  private static List<Path> paths(Path path) throws LanguageModelException {
    Path name = path.getFileName();
    Matcher parts = NAME.matcher(name == null ? "" : name.toString());
    if (!parts.matches()) {
      return List.of(path);
    }
    int count = Integer.parseInt(parts.group(3));
    int own = Integer.parseInt(parts.group(2));
    if (own < 1 || own > count) {
      throw ModelFileErrors.corrupt(path, "by its name it is shard " + own + " of " + count);
    }
    List<Path> shards = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Path shard =
          path.resolveSibling(
              String.format(Locale.ROOT, "%s-%05d-of-%05d.gguf", parts.group(1), i, count));
      if (i != own && !Files.isRegularFile(shard)) {
        throw ModelFileErrors.corrupt(
            path, "its shard " + shard.getFileName() + " is missing in the same folder");
      }
      shards.add(shard);
    }
    return shards;
  }

  private static void check(List<GgufFile> shards) throws LanguageModelException {
    GgufMetadata first = shards.get(0).metadata();
    int tensors = 0;
    Set<String> names = new HashSet<>();
    for (int i = 0; i < shards.size(); i++) {
      GgufMetadata metadata = shards.get(i).metadata();
      int count = metadata.integer("split.count", 1, 0, 99_999);
      int number = metadata.integer("split.no", 0, 0, 99_999);
      if (Math.max(count, 1) != shards.size() || number != i) {
        throw ModelFileErrors.corrupt(
            metadata.file(),
            "its metadata says it is shard "
                + (number + 1)
                + " of "
                + Math.max(count, 1)
                + ", its name "
                + (i + 1)
                + " of "
                + shards.size()
                + "; shards keep the names they were made with");
      }
      tensors += shards.get(i).tensors().size();
      for (String name : shards.get(i).tensors().keySet()) {
        if (!names.add(name)) {
          throw ModelFileErrors.corrupt(
              metadata.file(),
              "tensor " + ModelFileErrors.shown(name) + " is in an earlier shard too");
        }
      }
    }
    int announced = first.integer("split.tensors.count", tensors, 0, Integer.MAX_VALUE);
    if (announced != tensors) {
      throw ModelFileErrors.corrupt(
          first.file(),
          "its shards hold " + tensors + " tensors, but " + announced + " are announced");
    }
  }
}
