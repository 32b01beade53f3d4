package org.nljdbc.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nljdbc.runtime.ModelFiles;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.runtime.TinyModels;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.engine.InferenceThread;
import org.nljdbc.runtime.engine.Numerics;
import org.nljdbc.runtime.tokenizer.Tokenizer;
import org.nljdbc.spi.AnswerConstraint;
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.Sampling;

/**
 * Under a constraint every token of an answer is to be seen in its text, and no character is cut.
 */
class TokenChoiceTest {

  private static final String MODEL = "untied-bf16";
  private static final int VOCABULARY = 430;
  private static final Prompt UNUSED =
      new Prompt(List.of(new Prompt.Message(Prompt.Role.USER, "see the tokens")), "");
  private static final int PROMPTS = 16;

  /** Tokens without bytes, letters, and single bytes of longer characters. */
  private static final List<byte[]> PIECES =
      Stream.of("", "61", "C3", "A9", "", "6263", "E282", "AC", "", "F0", "9F98")
          .map(HexFormat.of()::parseHex)
          .toList();

  /** Anything but U+FFFD, at any length. */
  private static final AnswerConstraint WHOLE_CHARACTERS =
      new AnswerConstraint() {
        @Override
        public boolean allows(String answer) {
          return answer.indexOf('\uFFFD') < 0;
        }

        @Override
        public boolean allowsEnd(String answer) {
          return allows(answer);
        }
      };

  private static List<Candidate> answers(Tokenizer tokenizer, GenerationRequest request)
      throws LanguageModelException {
    InferenceThread thread = new InferenceThread("choice", 1);
    Decoder decoder = TinyModels.decoder(thread, TinyFiles.path(MODEL), Numerics.INT8);
    GeneratorOptions options = new GeneratorOptions(400, 8, 1 << 20, 512L << 20, true);
    List<Candidate> all = new ArrayList<>();
    try (Generator generator =
        new Generator(thread, decoder, tokenizer, options, null, Clock.systemUTC())) {
      for (int seed = 0; seed < PROMPTS; seed++) {
        int[] prompt = new Random(seed).ints(100, 0, VOCABULARY).toArray();
        all.addAll(
            generator
                .generate(prompt, 0, request, Cancellation.NEVER, AnswerListener.NONE)
                .candidates());
      }
    }
    return all;
  }

  private static List<GenerationRequest> requests(AnswerConstraint constraint) {
    GenerationRequest.Builder builder =
        GenerationRequest.builder(UNUSED, 24).candidates(3).constraint(constraint);
    return List.of(builder.build(), builder.sampling(Sampling.of(1, 3)).build());
  }

  private static void areWhole(Tokenizer tokenizer) throws LanguageModelException {
    int judged = 0;
    for (GenerationRequest request : requests(WHOLE_CHARACTERS)) {
      for (Candidate each : answers(tokenizer, request)) {
        if (each.unconstrained()) {
          continue;
        }
        judged++;
        assertEquals(-1, each.text().indexOf('\uFFFD'), each.text());
        int bytes = each.text().getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes >= each.tokens(), each.tokens() + " tokens: " + each.text());
      }
    }
    assertTrue(judged >= 2 * PROMPTS, "answers under the constraint: " + judged);
  }

  @Test
  void everyTokenAddsBytesAndNoCharacterIsCut() throws Exception {
    areWhole(new MadeUpTokens(PIECES, VOCABULARY, 17));
  }

  @Test
  void theTinyModelsOwnTokensToo() throws Exception {
    try (ModelFiles files = ModelFiles.open(TinyFiles.path(MODEL))) {
      areWhole(files.tokenizer().tokenizer());
    }
  }

  @Test
  void aTokenWithoutTextOrInsideACharacterHasNoOutlook() {
    Tokenizer pieces = new MadeUpTokens(PIECES, VOCABULARY, 17);
    AnswerForm form = new AnswerForm(pieces, new StopStrings(List.of("cb")), 3, false);
    Answer answer = new Answer(form);
    assertNull(answer.with(0));
    assertEquals(new Answer.Outlook("", true), answer.with(22));
    assertEquals(new Answer.Outlook("a", false), answer.with(1));
    answer.add(new TokenStep(2, -1, List.of()));
    assertNull(answer.with(22));
    assertEquals(new Answer.Outlook("é", false), answer.with(3));
    answer.add(new TokenStep(3, -1, List.of()));
    assertNull(answer.with(2), "it would be the last");
    assertEquals(new Answer.Outlook("éa", false), answer.with(1));
  }

  @Test
  void anAnswerWithoutAConstraintStaysAsItWas() throws Exception {
    List<Candidate> answers =
        answers(
            new MadeUpTokens(PIECES, VOCABULARY, 17),
            GenerationRequest.builder(UNUSED, 24).build());
    assertTrue(answers.stream().anyMatch(each -> each.text().indexOf('\uFFFD') >= 0));
    assertFalse(answers.stream().anyMatch(Candidate::unconstrained));
    assertTrue(answers.stream().anyMatch(each -> each.tokens() > each.text().length()));
  }

  @Test
  void aConstraintThatAllowsAllChangesNothingOfAVisibleAnswer() throws Exception {
    AnswerConstraint all =
        new AnswerConstraint() {
          @Override
          public boolean allows(String answer) {
            return true;
          }

          @Override
          public boolean allowsEnd(String answer) {
            return true;
          }
        };
    try (ModelFiles files = ModelFiles.open(TinyFiles.path(MODEL))) {
      Tokenizer own = files.tokenizer().tokenizer();
      GenerationRequest.Builder builder = GenerationRequest.builder(UNUSED, 4).scores(0);
      List<Candidate> free = answers(own, builder.build());
      List<Candidate> held = answers(own, builder.constraint(all).build());
      int compared = 0;
      for (int i = 0; i < free.size(); i++) {
        if (free.get(i).scores().stream().noneMatch(score -> score.text().isEmpty())) {
          compared++;
          assertEquals(free.get(i), held.get(i));
        }
      }
      assertTrue(compared > 1, "answers of visible tokens: " + compared);
    }
  }
}
