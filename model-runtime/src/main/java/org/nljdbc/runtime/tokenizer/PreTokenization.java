package org.nljdbc.runtime.tokenizer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ways of parting text into words before byte-level BPE. Only known expressions are given to
 * the regular expression engine: one from a hostile file could keep it busy for ever.
 */
enum PreTokenization {
  /** Qwen2, Qwen2.5 and their descendants: every digit is a word of its own. */
  QWEN2(
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
          + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
      List.of("qwen2", "deepseek-r1-qwen"),
      true,
      false),
  /** Llama 3: up to three digits are a word. */
  LLAMA3(
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
          + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
      List.of("llama-bpe", "llama3", "llama-v3"),
      false,
      true),
  /** GPT-2, the default of Hugging Face's byte-level tokenizers. */
  GPT2(
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
      List.of("gpt-2"),
      false,
      false);

  private final String expression;
  private final List<String> ggufNames;
  private final boolean composed;
  private final boolean wholeWords;

  PreTokenization(String expression, List<String> ggufNames, boolean composed, boolean wholeWords) {
    this.expression = expression;
    this.ggufNames = ggufNames;
    this.composed = composed;
    this.wholeWords = wholeWords;
  }

  /** The expression that words match. */
  String expression() {
    return expression;
  }

  /** Whether GGUF files with this name mean text in Unicode's composed form (NFC). */
  boolean composed() {
    return composed;
  }

  /** Whether GGUF files with this name mean that a word in the vocabulary is taken as it is. */
  boolean wholeWords() {
    return wholeWords;
  }

  /** The one that GGUF's {@code tokenizer.ggml.pre} names, or null. */
  static @Nullable PreTokenization ofGguf(String name) {
    return Arrays.stream(values())
        .filter(known -> known.ggufNames.contains(name))
        .findFirst()
        .orElse(null);
  }

  /** The one with an expression, or null. */
  static @Nullable PreTokenization ofExpression(String expression) {
    return Arrays.stream(values())
        .filter(known -> known.expression.equals(expression))
        .findFirst()
        .orElse(null);
  }

  /** GGUF's names of all, for messages. */
  static String allGguf() {
    return Arrays.stream(values())
        .flatMap(known -> known.ggufNames.stream())
        .collect(Collectors.joining(", "));
  }
}
