package org.nljdbc.runtime.remote;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server was found to do.
 *
 * @param model the model's name there
 * @param form how conversations are written for {@code /completions}; null if only {@code
 *     /chat/completions} will do
 * @param fields the parts of a request that it takes and follows
 * @param greedyFirst whether several answers of one request are different ones, the greedy one
 *     first, as the own runtime gives them
 * @param constraints whether answers are kept to a schema where that is asked for
 * @param prefixes whether the server reads ahead what prompts begin with
 * @param longestSeconds the longest time that a request may name; 0 if it can name none
 */
record Traits(
    String model,
    @Nullable TextForm form,
    Set<Field> fields,
    boolean greedyFirst,
    boolean constraints,
    boolean prefixes,
    int longestSeconds) {

  /** Keeps its own copy of the fields. */
  Traits {
    Set<Field> copy = EnumSet.noneOf(Field.class);
    copy.addAll(fields);
    fields = Collections.unmodifiableSet(copy);
  }

  /** The same with other parts of requests. */
  Traits with(Set<Field> others) {
    return new Traits(model, form, others, greedyFirst, constraints, prefixes, longestSeconds);
  }

  /** The same of a server that is not to read ahead. */
  Traits withoutPrefixes() {
    return new Traits(model, form, fields, greedyFirst, constraints, false, longestSeconds);
  }

  /** Whether a request may have that part. */
  boolean has(Field field) {
    return fields.contains(field);
  }

  /** The path of requests. */
  String path() {
    return form == null ? "/chat/completions" : "/completions";
  }
}
