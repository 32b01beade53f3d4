package org.nljdbc.it.accuracy;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;

/**
 * Opens {@code record://FILE}: a model that appends every prompt to a file, a JSON object a line,
 * and answers with what was queued for that file, or {@code SELECT 1}.
 */
public final class RecordingProvider implements LanguageModelProvider {

  /** What such a model's name begins with. */
  static final String PREFIX = "record://";

  private static final Map<Path, Queue<String>> QUEUED = new ConcurrentHashMap<>();

  /**
   * Queues the next answer of the model that records into a file.
   *
   * @param file the file
   * @param sql the answer, a query
   */
  static void answerNext(Path file, String sql) {
    QUEUED.computeIfAbsent(file, f -> new ConcurrentLinkedQueue<>()).add(sql);
  }

  @Override
  public boolean accepts(ModelOptions options) {
    return options.model().startsWith(PREFIX);
  }

  @Override
  public LanguageModel open(ModelOptions options, Progress progress) {
    return new Recorder(Path.of(options.model().substring(PREFIX.length())));
  }

  private record Recorder(Path file) implements LanguageModel {

    private static final Gson GSON = new Gson();

    @Override
    public ModelInfo info() {
      return new ModelInfo("recorder", "1", "direct", 8192, "nowhere");
    }

    /** A little more than the embedded model's tokenizer makes of SQL. */
    @Override
    public int countTokens(Prompt prompt) {
      return prompt.messages().stream().mapToInt(message -> message.text().length() / 3).sum() + 20;
    }

    @Override
    public Generation generate(GenerationRequest request, Cancellation cancellation)
        throws LanguageModelException {
      try {
        String line = GSON.toJson(request.prompt()) + "\n";
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new LanguageModelException(Kind.FAILED, "cannot write " + file, e);
      }
      Queue<String> queue = QUEUED.get(file);
      String queued = queue == null ? null : queue.poll();
      String sql = queued == null ? "SELECT 1" : queued;
      String text =
          sql.substring(
              Math.min(sql.length(), request.prompt().answerPrefix().endsWith("SELECT") ? 6 : 0));
      Candidate candidate = new Candidate(text + "\n", 0, 2, Candidate.Finish.STOP);
      return new Generation(List.of(candidate), 1, 0, 2);
    }

    @Override
    public void close() {}
  }
}
