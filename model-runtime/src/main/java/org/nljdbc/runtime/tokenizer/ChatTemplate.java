package org.nljdbc.runtime.tokenizer;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.Prompt.Role;

/**
 * Writes a conversation in the form that a model was trained on, ready for its answer. Special
 * tokens come from the form alone; the messages' text stays text whatever it holds.
 */
public final class ChatTemplate {

  /** How conversations are written. */
  private enum Form {
    /** {@code <|im_start|>role\ntext<|im_end|>\n}: Qwen2 and others. */
    CHATML("<|im_start|>", "<|im_end|>"),
    /** {@code <|start_header_id|>role<|end_header_id|>\n\ntext<|eot_id|>}: Llama 3. */
    LLAMA3("<|start_header_id|>", "<|eot_id|>");

    private final String start;
    private final String end;

    Form(String start, String end) {
      this.start = start;
      this.end = end;
    }
  }

  private static final String LLAMA3_BEGIN = "<|begin_of_text|>";

  /** The system message that a ChatML template writes where the conversation has none. */
  private static final Pattern DEFAULT_SYSTEM =
      Pattern.compile("<\\|im_start\\|>system(?:\\\\n|\\n)([^'\"{}<]+)<\\|im_end\\|>");

  private final Form form;
  private final Tokenizer tokenizer;
  private final @Nullable String defaultSystem;

  private ChatTemplate(Form form, Tokenizer tokenizer, @Nullable String defaultSystem) {
    this.form = form;
    this.tokenizer = tokenizer;
    this.defaultSystem = defaultSystem;
  }

  /**
   * Chooses the form that a model's own template, or else its special tokens, show.
   *
   * @param file where the template comes from, for messages
   * @param source the model's Jinja template, or null if it has none
   * @param tokenizer the model's tokenizer
   * @return the template
   * @throws LanguageModelException UNSUPPORTED for a form that is not known, CORRUPT if its tokens
   *     are missing
   */
  static ChatTemplate of(Path file, @Nullable String source, Tokenizer tokenizer)
      throws LanguageModelException {
    for (Form form : Form.values()) {
      boolean shown =
          source == null
              ? tokenizer.specialId(form.start).isPresent()
              : source.contains(form.start);
      if (shown) {
        for (String token : new String[] {form.start, form.end}) {
          if (tokenizer.specialId(token).isEmpty()) {
            throw ModelFileErrors.corrupt(
                file, "its chat template uses the token " + token + ", which it does not have");
          }
        }
        return new ChatTemplate(form, tokenizer, source == null ? null : defaultSystem(source));
      }
    }
    throw ModelFileErrors.unsupported(
        file, "a chat template that is neither ChatML nor Llama 3", "ChatML and Llama 3");
  }

  /** The token that ends a message, and so an answer. */
  int endId() {
    return tokenizer.specialId(form.end).orElseThrow();
  }

  /**
   * Writes a conversation up to where the answer begins.
   *
   * @param prompt the conversation; its answer prefix is the answer's beginning
   * @return its tokens
   * @throws LanguageModelException if the tokenizer is closed or fails
   */
  public int[] encode(Prompt prompt) throws LanguageModelException {
    return encodeMarked(prompt).ids();
  }

  /**
   * Writes a conversation like {@link #encode}, and tells where its system messages end. A text is
   * written as it is, in no form.
   *
   * @param prompt the conversation, or a text
   * @return its tokens
   * @throws LanguageModelException if the tokenizer is closed or fails
   */
  public EncodedPrompt encodeMarked(Prompt prompt) throws LanguageModelException {
    if (prompt.isText()) {
      return new EncodedPrompt(plain(prompt.answerPrefix()), 0);
    }
    Writer writer = new Writer();
    writeMessages(prompt.messages(), false, writer);
    beginAnswer(prompt.answerPrefix(), writer);
    return writer.encoded();
  }

  /**
   * Writes what several conversations have in common. Where the last message goes on in them, the
   * last tokens may be others there.
   *
   * @param messages the messages, at least one; the last one may go on unless it is the system's
   * @return their tokens
   * @throws LanguageModelException if the tokenizer is closed or fails
   */
  public EncodedPrompt encodeOpening(List<Prompt.Message> messages) throws LanguageModelException {
    Writer writer = new Writer();
    boolean goesOn = messages.get(messages.size() - 1).role() != Role.SYSTEM;
    writeMessages(messages, goesOn, writer);
    return writer.encodedOpening();
  }

  /** A text as it is; Llama's begin with a token of their own, which callers need not know. */
  private int[] plain(String text) throws LanguageModelException {
    boolean begins = form != Form.LLAMA3 || text.startsWith(LLAMA3_BEGIN);
    return tokenizer.encode(begins ? text : LLAMA3_BEGIN + text, true);
  }

  private void writeMessages(List<Prompt.Message> messages, boolean lastGoesOn, Writer writer)
      throws LanguageModelException {
    if (form == Form.LLAMA3) {
      writer.special(LLAMA3_BEGIN);
    } else if (defaultSystem != null && messages.get(0).role() != Role.SYSTEM) {
      writer.special(form.start).text("system\n" + defaultSystem).special(form.end).text("\n");
    }
    for (int i = 0; i < messages.size(); i++) {
      writeMessage(messages.get(i), lastGoesOn && i + 1 == messages.size(), writer);
    }
  }

  private void writeMessage(Prompt.Message message, boolean goesOn, Writer writer)
      throws LanguageModelException {
    writer.begin(message.role());
    writer.special(form.start).text(name(message.role()));
    if (form == Form.LLAMA3) {
      writer.special("<|end_header_id|>").text("\n\n" + message.text().strip());
    } else {
      writer.text("\n" + message.text());
    }
    if (!goesOn) {
      writer.special(form.end).text(form == Form.LLAMA3 ? "" : "\n");
    }
  }

  private void beginAnswer(String answerPrefix, Writer writer) throws LanguageModelException {
    writer.special(form.start).text("assistant");
    if (form == Form.LLAMA3) {
      writer.special("<|end_header_id|>").text("\n\n" + answerPrefix);
    } else {
      writer.text("\n" + answerPrefix);
    }
  }

  private static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String defaultSystem(String source) {
    Matcher matcher = DEFAULT_SYSTEM.matcher(source);
    return matcher.find() ? matcher.group(1) : null;
  }

  /** Puts tokens together; text between two special tokens is encoded as a whole. */
  private final class Writer {
    private final IntStream.Builder ids = IntStream.builder();
    private final StringBuilder pending = new StringBuilder();
    private int count;
    private int systemTokens;
    private boolean asked;

    /** Begins a message, which a special token introduces: so the text before it is complete. */
    void begin(Role role) throws LanguageModelException {
      if (role != Role.SYSTEM && !asked) {
        writePending();
        systemTokens = count;
        asked = true;
      }
    }

    Writer special(String written) throws LanguageModelException {
      writePending();
      tokenizer.specialId(written).ifPresent(this::add);
      return this;
    }

    Writer text(String text) {
      pending.append(text);
      return this;
    }

    EncodedPrompt encoded() throws LanguageModelException {
      writePending();
      return new EncodedPrompt(ids.build().toArray(), asked ? systemTokens : 0);
    }

    /** What all conversations begin with that begin so. */
    EncodedPrompt encodedOpening() throws LanguageModelException {
      writePending();
      return new EncodedPrompt(ids.build().toArray(), asked ? systemTokens : count);
    }

    private void add(int id) {
      ids.add(id);
      count++;
    }

    private void writePending() throws LanguageModelException {
      for (int id : tokenizer.encode(pending.toString())) {
        add(id);
      }
      pending.setLength(0);
    }
  }
}
