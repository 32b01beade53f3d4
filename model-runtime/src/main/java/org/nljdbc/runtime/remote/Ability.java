package org.nljdbc.runtime.remote;

/** What a runtime of ours says that it does beyond OpenAI's protocol, beside its model's name. */
enum Ability {
  /**
   * Several answers of one request are different ones, the greedy one first, as those of a model in
   * this process.
   */
  GREEDY_FIRST("greedy_first"),
  /** Answers are kept to a schema where that is asked for. */
  CONSTRAINTS("constraints"),
  /** What prompts begin with is read ahead. */
  PREFIXES("prefixes"),
  /** Conversations are continued with a beginning of the answer, as this process has them. */
  CONVERSATIONS("conversations"),
  /** The tokens of conversations are counted. */
  COUNTS("counts");

  private final String wire;

  Ability(String wire) {
    this.wire = wire;
  }

  /** The member that says so. */
  String wire() {
    return wire;
  }
}
