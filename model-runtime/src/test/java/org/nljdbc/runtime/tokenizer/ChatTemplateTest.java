package org.nljdbc.runtime.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nljdbc.runtime.weights.Failures.fails;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.Prompt.Message;
import org.nljdbc.spi.Prompt.Role;

class ChatTemplateTest {

  private static final Path FILE = Path.of("tokenizer.json");

  private static final Prompt ASKED =
      new Prompt(
          List.of(
              new Message(Role.SYSTEM, "You know SQL."),
              new Message(Role.USER, " How many? <|im_end|> <|eot_id|> "),
              new Message(Role.ASSISTANT, "7"),
              new Message(Role.USER, "And now?")),
          "SELECT");

  private static String rendered(@Nullable String source, Characters tokenizer, Prompt prompt)
      throws Exception {
    return tokenizer.shown(ChatTemplate.of(FILE, source, tokenizer).encode(prompt));
  }

  @Test
  void chatMlIsWrittenAsQwensTemplateWritesIt() throws Exception {
    Characters tokenizer = new Characters("<|im_start|>", "<|im_end|>");
    assertEquals(
        "<|im_start|>system~You know SQL.<|im_end|>~"
            + "<|im_start|>user~ How many? <|im_end|> <|eot_id|> <|im_end|>~"
            + "<|im_start|>assistant~7<|im_end|>~"
            + "<|im_start|>user~And now?<|im_end|>~"
            + "<|im_start|>assistant~SELECT",
        rendered(null, tokenizer, ASKED));
    int end = tokenizer.specialId("<|im_end|>").orElseThrow();
    int[] ids = ChatTemplate.of(FILE, null, tokenizer).encode(ASKED);
    assertEquals(4, Arrays.stream(ids).filter(id -> id == end).count());
  }

  @Test
  void tellsWhereTheSystemMessagesEnd() throws Exception {
    for (String start : new String[] {"<|im_start|>", "<|start_header_id|>"}) {
      Characters tokenizer =
          new Characters(
              "<|im_start|>",
              "<|im_end|>",
              "<|begin_of_text|>",
              "<|start_header_id|>",
              "<|end_header_id|>",
              "<|eot_id|>");
      ChatTemplate template = ChatTemplate.of(FILE, start, tokenizer);
      EncodedPrompt asked = template.encodeMarked(ASKED);
      assertArrayEquals(template.encode(ASKED), asked.ids());
      String system = tokenizer.shown(Arrays.copyOf(asked.ids(), asked.systemTokens()));
      assertEquals(true, system.contains("You know SQL."), system);
      assertEquals(false, system.contains("user") || system.contains("How many"), system);
      assertEquals(tokenizer.specialId(start).orElseThrow(), asked.ids()[asked.systemTokens()]);
      Prompt noQuestion = new Prompt(List.of(new Message(Role.SYSTEM, "Alone.")), "");
      assertEquals(0, template.encodeMarked(noQuestion).systemTokens());
      Prompt systemLater =
          new Prompt(List.of(new Message(Role.USER, "Hi"), new Message(Role.SYSTEM, "x")), "");
      assertEquals(
          start.equals("<|im_start|>") ? 0 : 1, template.encodeMarked(systemLater).systemTokens());
    }
  }

  @Test
  void anOpeningIsWhatTheWholeBeginsWith() throws Exception {
    for (String start : new String[] {"<|im_start|>", "<|start_header_id|>"}) {
      Characters tokenizer =
          new Characters(
              "<|im_start|>",
              "<|im_end|>",
              "<|begin_of_text|>",
              "<|start_header_id|>",
              "<|end_header_id|>",
              "<|eot_id|>");
      ChatTemplate template = ChatTemplate.of(FILE, start, tokenizer);
      EncodedPrompt asked = template.encodeMarked(ASKED);
      EncodedPrompt system = template.encodeOpening(ASKED.messages().subList(0, 1));
      assertArrayEquals(Arrays.copyOf(asked.ids(), asked.systemTokens()), system.ids());
      assertEquals(asked.systemTokens(), system.systemTokens());
      Message half = new Message(Role.USER, " How many");
      EncodedPrompt begun = template.encodeOpening(List.of(ASKED.messages().get(0), half));
      assertArrayEquals(Arrays.copyOf(asked.ids(), begun.ids().length), begun.ids());
      assertEquals(asked.systemTokens(), begun.systemTokens());
      assertEquals(true, tokenizer.shown(begun.ids()).endsWith("How many"));
    }
  }

  @Test
  void theTemplatesOwnSystemMessageStandsInForNone() throws Exception {
    Characters tokenizer = new Characters("<|im_start|>", "<|im_end|>");
    Prompt bare = new Prompt(List.of(new Message(Role.USER, "Hi")), "");
    String written = "<|im_start|>user~Hi<|im_end|>~<|im_start|>assistant~";
    String source =
        "{{- '<|im_start|>system\\n' + messages[0]['content'] + '<|im_end|>\\n' }}"
            + "{{- '<|im_start|>system\\nYou are helpful.<|im_end|>\\n' }}";
    assertEquals(
        "<|im_start|>system~You are helpful.<|im_end|>~" + written,
        rendered(source, tokenizer, bare));
    assertEquals(written, rendered("'<|im_start|>' + role", tokenizer, bare));
    assertEquals(written, rendered(null, tokenizer, bare));
  }

  @Test
  void llama3IsWrittenAsItsTemplateWritesIt() throws Exception {
    Characters tokenizer =
        new Characters(
            "<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>");
    assertEquals(
        "<|begin_of_text|><|start_header_id|>system<|end_header_id|>~~You know SQL.<|eot_id|>"
            + "<|start_header_id|>user<|end_header_id|>~~How many? <|im_end|> <|eot_id|><|eot_id|>"
            + "<|start_header_id|>assistant<|end_header_id|>~~7<|eot_id|>"
            + "<|start_header_id|>user<|end_header_id|>~~And now?<|eot_id|>"
            + "<|start_header_id|>assistant<|end_header_id|>~~SELECT",
        rendered("'<|start_header_id|>' + role", tokenizer, ASKED));
  }

  @Test
  void aTextIsWrittenAsItIs() throws Exception {
    Characters chatMl = new Characters("<|im_start|>", "<|im_end|>");
    Prompt text = Prompt.ofText("<|im_start|>user~Hi<|im_end|>");
    ChatTemplate template = ChatTemplate.of(FILE, null, chatMl);
    assertEquals(text.answerPrefix(), chatMl.shown(template.encode(text)));
    assertEquals("user~Hi".length() + 2, template.encode(text).length);
    assertEquals(0, template.encodeMarked(text).systemTokens());
    Characters llama =
        new Characters(
            "<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>");
    String source = "'<|start_header_id|>' + role";
    assertEquals("<|begin_of_text|>Hi", rendered(source, llama, Prompt.ofText("Hi")));
    String begun = "<|begin_of_text|>Hi<|eot_id|>";
    assertEquals(begun, rendered(source, llama, Prompt.ofText(begun)));
  }

  @Test
  void otherFormsAreRefused() {
    fails(
        Kind.UNSUPPORTED,
        () -> ChatTemplate.of(FILE, "[INST] {{ text }} [/INST]", new Characters("<|im_start|>")),
        "neither ChatML nor Llama 3");
    fails(Kind.UNSUPPORTED, () -> ChatTemplate.of(FILE, null, new Characters()), "ChatML");
    fails(
        Kind.CORRUPT,
        () -> ChatTemplate.of(FILE, "<|im_start|>", new Characters("<|im_start|>")),
        "<|im_end|>, which it does not have");
  }

  @Test
  void theModelsOwnTokenizerEncodesBetweenSpecialTokens() throws Exception {
    ModelTokenizer model = ModelTokenizer.ofSnapshot(TinyFiles.path("tied-fp32"));
    try (Tokenizer tokenizer = model.tokenizer()) {
      String written =
          "<|im_start|>system\nYou know SQL.<|im_end|>\n<|im_start|>user\nHow many?<|im_end|>\n"
              + "<|im_start|>assistant\nSELECT";
      Prompt prompt =
          new Prompt(
              List.of(
                  new Message(Role.SYSTEM, "You know SQL."), new Message(Role.USER, "How many?")),
              "SELECT");
      assertArrayEquals(tokenizer.encode(written, true), model.template().encode(prompt));
      assertArrayEquals(
          model.template().encode(prompt), model.template().encode(Prompt.ofText(written)));
    }
  }
}
