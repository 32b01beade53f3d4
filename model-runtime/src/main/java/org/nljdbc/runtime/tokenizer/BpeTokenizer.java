package org.nljdbc.runtime.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.nljdbc.runtime.djl.DjlEnvironment;
import org.nljdbc.runtime.djl.NativeLibraries;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/** A byte-level BPE tokenizer, run by Hugging Face's library through DJL. */
final class BpeTokenizer implements Tokenizer {

  /** DJL would otherwise cut every text to 512 tokens. */
  private static final Map<String, String> AS_IT_IS =
      Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

  private final HuggingFaceTokenizer library;
  private final TokenTable table;
  private final AddedTokens added;
  private final Set<Integer> stopIds;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private BpeTokenizer(
      HuggingFaceTokenizer library, TokenTable table, AddedTokens added, Set<Integer> stopIds) {
    this.library = library;
    this.table = table;
    this.added = added;
    this.stopIds = stopIds;
  }

  /**
   * Makes a tokenizer.
   *
   * @param file where the definition comes from, for messages
   * @param bpe the definition, checked
   * @param stopIds the tokens that end an answer
   * @return the tokenizer, to be closed by the caller
   * @throws LanguageModelException CORRUPT if the library refuses the definition, FAILED if the
   *     library cannot be loaded
   */
  static BpeTokenizer open(Path file, BpeDefinition bpe, Set<Integer> stopIds)
      throws LanguageModelException {
    HuggingFaceTokenizer library;
    try {
      byte[] json = TokenizerJsonWriter.write(bpe);
      library =
          DjlEnvironment.call(
              () ->
                  NativeLibraries.with(
                      NativeLibraries.Library.TOKENIZERS,
                      () ->
                          HuggingFaceTokenizer.newInstance(
                              new ByteArrayInputStream(json), AS_IT_IS)));
    } catch (LinkageError e) {
      if (NativeLibraries.areTaken(e)) {
        throw new LanguageModelException(Kind.FAILED, NativeLibraries.taken(), e);
      }
      throw new LanguageModelException(
          Kind.FAILED,
          "The native tokenizer library could not be loaded on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + ": "
              + e.getMessage()
              + ". It is in ai.djl.huggingface:tokenizers, for Linux, macOS and Windows, and is"
              + " unpacked into the folder .djl.ai of the user's home, or DJL_CACHE_DIR.",
          e);
    } catch (Exception e) {
      throw ModelFileErrors.corrupt(
          file,
          "its tokenizer is refused: " + ModelFileErrors.shown(String.valueOf(e.getMessage())),
          e);
    }
    return new BpeTokenizer(
        library, new TokenTable(bpe), new AddedTokens(bpe.added()), Set.copyOf(stopIds));
  }

  @Override
  public int[] encode(String text, boolean allowSpecial) throws LanguageModelException {
    String valid = withoutHalfCharacters(text);
    if (!allowSpecial) {
      return valid.isEmpty() ? new int[0] : words(valid);
    }
    IntStream.Builder ids = IntStream.builder();
    added.part(
        valid,
        new AddedTokens.Parts() {
          @Override
          public void text(String part) throws LanguageModelException {
            for (int id : words(part)) {
              ids.add(id);
            }
          }

          @Override
          public void token(int id) {
            ids.add(id);
          }
        });
    return ids.build().toArray();
  }

  private int[] words(String text) throws LanguageModelException {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new LanguageModelException(Kind.FAILED, "The model's tokenizer is closed.");
      }
      long[] ids = DjlEnvironment.call(() -> library.encode(text, false, false).getIds());
      int[] tokens = new int[ids.length];
      for (int i = 0; i < ids.length; i++) {
        tokens[i] = Math.toIntExact(ids[i]);
      }
      return tokens;
    } catch (LanguageModelException e) {
      throw e;
    } catch (Exception e) {
      throw new LanguageModelException(
          Kind.FAILED, "The tokenizer failed on a text of " + text.length() + " characters.", e);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** UTF-8 has no form for half of a surrogate pair. */
  private static String withoutHalfCharacters(String text) {
    StringBuilder valid = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        valid = valid == null ? new StringBuilder(text) : valid;
        valid.setCharAt(i, '\ufffd');
      }
    }
    return valid == null ? text : valid.toString();
  }

  @Override
  public byte[] tokenBytes(int id) {
    return table.bytes(id);
  }

  @Override
  public int vocabularySize() {
    return table.size();
  }

  @Override
  public OptionalInt specialId(String written) {
    return added.id(written);
  }

  @Override
  public boolean isSpecial(int id) {
    return table.isSpecial(id);
  }

  @Override
  public Set<Integer> stopIds() {
    return stopIds;
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        library.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
