package org.nljdbc.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.nljdbc.runtime.ModelFiles;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.runtime.TinyModels;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.engine.InferenceThread;
import org.nljdbc.runtime.engine.Numerics;
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Prompt;

/** Prefixes that one generator leaves on disk and another, as of a new process, finds there. */
class PrefixOnDiskTest {

  private static final String MODEL = "untied-bf16";
  private static final int STABLE = 250;
  private static final GenerationRequest REQUEST =
      GenerationRequest.greedy(
          new Prompt(List.of(new Prompt.Message(Prompt.Role.USER, "see the tokens")), ""),
          24,
          List.of());

  @TempDir Path folder;
  private final int[] prompt = new Random(3).ints(330, 0, 430).toArray();
  private ModelFiles files;

  @BeforeEach
  void open() throws LanguageModelException {
    files = ModelFiles.open(TinyFiles.path(MODEL));
  }

  @AfterEach
  void close() {
    files.close();
  }

  private Generator generator(Numerics numerics, long memory, @Nullable Path place)
      throws LanguageModelException {
    // One, since only int8 sums are exact: others depend in the last bits on how many are free.
    InferenceThread thread = new InferenceThread("generator", 1);
    Decoder decoder = TinyModels.decoder(thread, TinyFiles.path(MODEL), numerics);
    return new Generator(
        thread,
        decoder,
        files.tokenizer().tokenizer(),
        new GeneratorOptions(400, 4, memory, 64L << 20, true),
        place == null ? null : new PrefixPlace(place, MODEL + "-" + decoder.fingerprint()),
        Clock.systemUTC());
  }

  /** What one process answers; it has brought to disk what it wants to when this returns. */
  private Generation ask(Numerics numerics, int[] ids, int stable, @Nullable Path place)
      throws LanguageModelException {
    try (Generator generator = generator(numerics, 1 << 20, place)) {
      return generator.generate(ids, stable, REQUEST, Cancellation.NEVER, AnswerListener.NONE);
    }
  }

  private int[] otherQuestion() {
    int[] other = prompt.clone();
    for (int i = STABLE; i < other.length; i++) {
      other[i] = (other[i] + 7) % 430;
    }
    return other;
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"BFLOAT16", "INT4"})
  void aNewProcessReusesThePrefixAndAnswersTheSame(Numerics numerics) throws Exception {
    Generation first = ask(numerics, prompt, STABLE, folder);
    assertEquals(0, first.reusedTokens());
    assertEquals(4, PrefixStoreTest.files(folder).size());
    Generation again = ask(numerics, prompt, STABLE, folder);
    assertEquals(240, again.reusedTokens());
    assertEquals(first.candidates(), again.candidates());
    int[] other = otherQuestion();
    Generation second = ask(numerics, other, STABLE, folder);
    assertEquals(240, second.reusedTokens());
    assertEquals(ask(numerics, other, 0, null).candidates(), second.candidates());
    assertEquals(4, PrefixStoreTest.files(folder).size());
  }

  @Test
  void whatCameFromDiskStandsInTheRowUntilAnotherPromptIsRead() throws Exception {
    Generation first = ask(Numerics.INT8, prompt, STABLE, folder);
    try (Generator generator = generator(Numerics.INT8, 1 << 20, folder)) {
      assertEquals(
          first.best(),
          generator.generate(prompt, STABLE, REQUEST, () -> false, AnswerListener.NONE).best());
      for (Path file : PrefixStoreTest.files(folder)) {
        Files.delete(file);
      }
      int[] other = otherQuestion();
      Generation second =
          generator.generate(other, STABLE, REQUEST, () -> false, AnswerListener.NONE);
      assertEquals(240, second.reusedTokens());
      int[] unlike = new Random(4).ints(200, 0, 430).toArray();
      generator.generate(unlike, 0, REQUEST, () -> false, AnswerListener.NONE);
      Generation third =
          generator.generate(other, STABLE, REQUEST, () -> false, AnswerListener.NONE);
      assertEquals(0, third.reusedTokens());
      assertEquals(second.best(), third.best());
      generator.generate(unlike, 0, REQUEST, () -> false, AnswerListener.NONE);
      Generation fourth =
          generator.generate(other, STABLE, REQUEST, () -> false, AnswerListener.NONE);
      assertEquals(300, fourth.reusedTokens());
      assertEquals(second.best(), fourth.best());
    }
    assertEquals(4, PrefixStoreTest.files(folder).size());
  }

  @Test
  void whatOnlyTheDiskHasIsReadAgainAfterAnotherPrompt() throws Exception {
    Generation first = ask(Numerics.INT8, prompt, STABLE, folder);
    try (Generator generator = generator(Numerics.INT8, 1 << 20, folder)) {
      int[] unlike = new Random(4).ints(200, 0, 430).toArray();
      for (int i = 0; i < 3; i++) {
        Generation again =
            generator.generate(prompt, STABLE, REQUEST, () -> false, AnswerListener.NONE);
        assertEquals(i == 0 ? 240 : 300, again.reusedTokens());
        assertEquals(first.best(), again.best());
        generator.generate(unlike, 0, REQUEST, () -> false, AnswerListener.NONE);
      }
    }
  }

  @Test
  void withoutMemoryTheDiskIsReadEveryTime() throws Exception {
    Generation first = ask(Numerics.INT8, prompt, STABLE, folder);
    try (Generator generator = generator(Numerics.INT8, 0, folder)) {
      for (int i = 0; i < 3; i++) {
        Generation again =
            generator.generate(prompt, STABLE, REQUEST, () -> false, AnswerListener.NONE);
        assertEquals(240, again.reusedTokens());
        assertEquals(first.best(), again.best());
      }
    }
  }

  @Test
  void promptsThatBeginAlikeShareFiles() throws Exception {
    ask(Numerics.INT8, prompt, STABLE, folder);
    int[] other = prompt.clone();
    other[150] = (other[150] + 1) % 430;
    Generation shared = ask(Numerics.INT8, other, STABLE, folder);
    assertEquals(120, shared.reusedTokens());
    assertEquals(ask(Numerics.INT8, other, 0, null).best(), shared.best());
    assertEquals(6, PrefixStoreTest.files(folder).size());
    assertEquals(240, ask(Numerics.INT8, other, STABLE, folder).reusedTokens());
  }

  @Test
  void nothingIsReadOrWrittenUnlessMarked() throws Exception {
    ask(Numerics.INT8, prompt, 0, folder);
    ask(Numerics.INT8, prompt, 59, folder);
    assertEquals(List.of(), PrefixStoreTest.files(folder));
    ask(Numerics.INT8, prompt, STABLE, folder);
    assertEquals(0, ask(Numerics.INT8, prompt, 0, folder).reusedTokens());
    assertEquals(120, ask(Numerics.INT8, prompt, 179, folder).reusedTokens());
  }

  /** Every int of every file's head is one of the prefix, of the fixed fields, or zero. */
  @Test
  void noTokenOfTheQuestionIsWritten() throws Exception {
    int[] marked = Arrays.copyOf(prompt, prompt.length);
    for (int i = 0; i < STABLE; i++) {
      marked[i] = i % 200;
    }
    for (int i = STABLE; i < marked.length; i++) {
      marked[i] = 430 - i % 40;
    }
    ask(Numerics.INT8, marked, STABLE, folder);
    for (Path file : PrefixStoreTest.files(folder)) {
      ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      int tokens = content.getInt(12);
      assertTrue(tokens <= STABLE - STABLE % Decoder.BLOCK, file.toString());
      for (int i = 0; i < tokens; i++) {
        assertEquals(marked[i], content.getInt(52 + 4 * i));
      }
    }
  }

  @Test
  void aDamagedBlockIsReadAgainAndWrittenAgain() throws Exception {
    Generation first = ask(Numerics.INT8, prompt, STABLE, folder);
    List<Path> written = PrefixStoreTest.files(folder);
    Path third = written.get(2);
    byte[] good = Files.readAllBytes(third);
    for (int at = 0; at < good.length; at += good.length / 5) {
      byte[] damaged = good.clone();
      damaged[at] ^= 4;
      Files.write(third, damaged);
      Generation again = ask(Numerics.INT8, prompt, STABLE, folder);
      assertEquals(120, again.reusedTokens(), "offset " + at);
      assertEquals(first.best(), again.best());
      assertEquals(written, PrefixStoreTest.files(folder));
      assertEquals(-1, Arrays.mismatch(good, Files.readAllBytes(third)));
    }
  }

  @Test
  void worksWithoutAFolderThatCanBeWritten() throws IOException, LanguageModelException {
    Path inTheWay = folder.resolve("file");
    Files.writeString(inTheWay, "");
    Generation first = ask(Numerics.INT8, prompt, STABLE, inTheWay);
    assertEquals(first.candidates(), ask(Numerics.INT8, prompt, STABLE, inTheWay).candidates());
    assertEquals(0, Files.size(inTheWay));
  }
}
