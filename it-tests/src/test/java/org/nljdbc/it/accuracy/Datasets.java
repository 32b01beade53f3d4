package org.nljdbc.it.accuracy;

import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Finds out which format a folder has, by the files that it holds. */
final class Datasets {

  private Datasets() {}

  /**
   * Reads one part of a data set.
   *
   * @param folder a folder that holds {@code split.json} beside Spider's training questions, or
   *     files of questions of which one is named as the part
   * @param part a name in {@code split.json}, or the name of the file without its ending
   * @return the part
   * @throws IOException if there is no such part, or a file is not as it should be
   */
  static Dataset read(Path folder, String part) throws IOException {
    Path split = folder.resolve("split.json");
    boolean isSplit =
        Files.exists(split)
            && JsonFile.read(split, new TypeToken<Map<String, List<String>>>() {})
                .containsKey(part);
    if (isSplit) {
      return SpiderFormat.read(folder, part);
    }
    if (Files.exists(folder.resolve(part + ".tables.jsonl"))) {
      return WikiSqlFormat.read(folder, part);
    }
    if (Files.exists(folder.resolve(part + ".json"))) {
      return QuestionFile.read(folder, part);
    }
    if (Files.exists(split)) {
      return SpiderFormat.read(folder, part); // says which parts there are
    }
    throw new IOException(
        folder
            + " holds neither split.json, nor "
            + part
            + ".json with questions, nor "
            + part
            + ".jsonl and "
            + part
            + ".tables.jsonl");
  }
}
