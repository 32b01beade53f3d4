package org.nljdbc.it.accuracy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The scores of a run as JSON lines, written one by one, so that a run that was stopped goes on
 * where it was.
 */
final class Journal {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final Path file;
  private final List<Score> scores;

  private Journal(Path file, List<Score> scores) {
    this.file = file;
    this.scores = scores;
  }

  /**
   * Begins a journal, or opens it to go on.
   *
   * @param file where it is or will be
   * @param header what the run asks
   * @return the journal with the scores so far
   * @throws IOException if it cannot be read or written, or holds another run
   */
  static Journal open(Path file, RunHeader header) throws IOException {
    if (!Files.exists(file)) {
      Files.writeString(file, GSON.toJson(header) + "\n");
      return new Journal(file, new ArrayList<>());
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !header.equals(parsed(file, lines.get(0), RunHeader.class))) {
      throw new IOException(
          file + " holds another run. Give another --out, or delete the file to begin anew.");
    }
    List<Score> scores = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      scores.add(parsed(file, line, Score.class));
    }
    return new Journal(file, scores);
  }

  private static <T> T parsed(Path file, String line, Class<T> type) throws IOException {
    try {
      T value = GSON.fromJson(line, type);
      if (value != null) {
        return value;
      }
    } catch (JsonParseException e) {
      throw new IOException(file + " has a damaged line. Delete that line to go on: " + line, e);
    }
    throw new IOException(file + " has an empty line. Delete it to go on.");
  }

  /** The scores so far, in the order in which they were added. */
  List<Score> scores() {
    return List.copyOf(scores);
  }

  /**
   * Adds a score.
   *
   * @param score the score
   * @throws IOException if it cannot be written
   */
  void add(Score score) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND)) {
      writer.write(GSON.toJson(score) + "\n");
    }
    scores.add(score);
  }
}
