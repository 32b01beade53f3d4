package org.nljdbc.runtime.server.openai;

import org.nljdbc.spi.AnswerConstraint;

/**
 * A caller's constraint over an answer that began at the caller: what stands before it here is the
 * prompt, and there the words that the answer begins with.
 *
 * @param constraint the constraint, over the caller's whole answer
 * @param prefix what stands before the answer here
 * @param begins what stands before it there
 */
record ContinuedConstraint(AnswerConstraint constraint, String prefix, String begins)
    implements AnswerConstraint {

  @Override
  public boolean allows(String answer) {
    return answer.startsWith(prefix)
        ? constraint.allows(begins + answer.substring(prefix.length()))
        : prefix.startsWith(answer);
  }

  @Override
  public boolean allowsEnd(String answer) {
    return answer.startsWith(prefix)
        && constraint.allowsEnd(begins + answer.substring(prefix.length()));
  }
}
