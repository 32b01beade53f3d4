package org.nljdbc.runtime.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.nljdbc.runtime.server.ScriptedModel;
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Cancellation;
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
 * Opens a model that is ruled by files, so that a test can rule it in another process: {@code
 * waiting:FOLDER}. It notes its process in {@code opened} and each question in {@code asked}, and
 * waits as long as there is {@code hold}.
 */
public final class WaitingProvider implements LanguageModelProvider {

  public static final String PREFIX = "waiting:";
  public static final String QUESTION = "how many are there";
  static final int REUSED = 3;
  static final String SQL = "SELECT COUNT(*) FROM customers";

  @Override
  public boolean accepts(ModelOptions options) {
    return options.isHere() && options.model().startsWith(PREFIX);
  }

  @Override
  public LanguageModel open(ModelOptions options, Progress progress) throws LanguageModelException {
    Path folder = Path.of(options.model().substring(PREFIX.length()));
    if (!Files.isDirectory(folder)) {
      throw new LanguageModelException(Kind.NOT_FOUND, "there is no script in " + folder);
    }
    note(folder.resolve("opened"), Long.toString(ProcessHandle.current().pid()));
    ScriptedModel script =
        new ScriptedModel()
            .answer("<|im_start|>user\n1<|im_end|>", "one|||two")
            .answer(QUESTION, SQL);
    script.reused = REUSED;
    return new Waiting(folder, script);
  }

  private static void note(Path file, String line) {
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Waiting(Path folder, LanguageModel script) implements LanguageModel {

    @Override
    public ModelInfo info() {
      ModelInfo info = script.info();
      // As a model's files do, it has one fingerprint in all processes.
      return new ModelInfo(
          "waiting", "waiting", info.promptProfile(), info.contextTokens(), "test");
    }

    @Override
    public int countTokens(Prompt prompt) throws LanguageModelException {
      return script.countTokens(prompt);
    }

    @Override
    public Generation generate(GenerationRequest request, Cancellation cancellation)
        throws LanguageModelException {
      return generate(request, cancellation, AnswerListener.NONE);
    }

    @Override
    public Generation generate(
        GenerationRequest request, Cancellation cancellation, AnswerListener listener)
        throws LanguageModelException {
      if (request.prompt().toString().contains(QUESTION)) {
        note(folder.resolve("asked"), "asked");
        while (Files.exists(folder.resolve("hold"))) {
          if (cancellation.isCancelled()) {
            throw new LanguageModelException(Kind.CANCELLED, "the question was cancelled");
          }
          if (request.deadline() != null && Instant.now().isAfter(request.deadline())) {
            throw new LanguageModelException(
                Kind.DEADLINE,
                "no answer before the deadline; raise the query timeout or ask for less");
          }
          try {
            Thread.sleep(10);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LanguageModelException(Kind.CANCELLED, "interrupted", e);
          }
        }
      }
      return script.generate(request, cancellation, listener);
    }

    @Override
    public void close() {
      script.close();
    }
  }
}
