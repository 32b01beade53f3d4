package org.nljdbc.runtime.generate;

import org.nljdbc.runtime.tokenizer.Tokenizer;

/**
 * What a request wants of all its answers.
 *
 * @param tokenizer decodes their tokens, and knows those that end them
 * @param stops strings that end them
 * @param maxTokens most tokens, 1 or more
 * @param scores whether single tokens are told of
 */
record AnswerForm(Tokenizer tokenizer, StopStrings stops, int maxTokens, boolean scores) {}
