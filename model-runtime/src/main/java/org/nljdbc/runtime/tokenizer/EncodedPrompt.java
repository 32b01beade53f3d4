package org.nljdbc.runtime.tokenizer;

/**
 * A conversation's tokens.
 *
 * @param ids the tokens
 * @param systemTokens how many of the first ones belong to the system messages before the first
 *     message of a person; 0 if there is no such message. They hold instructions and schema, never
 *     a question
 */
@SuppressWarnings("ArrayRecordComponent") // Tokens are many, and nobody compares two of these.
public record EncodedPrompt(int[] ids, int systemTokens) {}
