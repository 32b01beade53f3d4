package org.nljdbc.it.accuracy;

/**
 * One call of the model.
 *
 * @param promptTokens tokens of the prompt
 * @param reusedTokens those of them that an earlier call had paid for
 * @param generatedTokens tokens of the answers
 * @param text the likeliest answer, with what it was made to begin with
 * @param logProbability natural logarithm of its probability, or NaN
 */
record ModelCall(
    int promptTokens, int reusedTokens, int generatedTokens, String text, double logProbability) {}
