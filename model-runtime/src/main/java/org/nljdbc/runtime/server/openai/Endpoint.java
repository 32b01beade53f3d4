package org.nljdbc.runtime.server.openai;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.server.config.Limits;
import org.nljdbc.spi.Candidate;

/** How one of the two endpoints reads requests and writes answers. */
interface Endpoint {

  /** What ids of answers begin with. */
  String idPrefix();

  /** The type of an answer, whole or a part of a stream. */
  String object(boolean stream);

  /**
   * Reads a request.
   *
   * @param fields its members
   * @param limits the server's
   * @param constraints knows schemas that were sent before
   * @throws org.nljdbc.runtime.config.InvalidFieldException if one is not valid
   */
  Order read(Fields fields, Limits limits, Constraints constraints);

  /** A choice's text in a whole answer. */
  void text(JsonObject choice, String text);

  /** A choice's next piece of text in a stream. */
  void piece(JsonObject choice, String text);

  /** Whether a stream begins each choice with a piece that has no text. */
  boolean beginsEmpty();

  /** The probabilities of an answer's tokens, as {@code logprobs}. */
  JsonElement scores(Candidate candidate, int likeliest);
}
