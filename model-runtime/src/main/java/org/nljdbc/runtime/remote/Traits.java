package org.nljdbc.runtime.remote;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.Prompt;

/**
 * What a server was found to do.
 *
 * @param model the model's name there
 * @param form how conversations are written for {@code /completions}; null if only {@code
 *     /chat/completions} will do
 * @param fields the parts of a request that it takes and follows
 * @param abilities what it says that it does beyond the protocol
 * @param longestSeconds the longest time that a request may name; 0 if it can name none
 */
record Traits(
    String model,
    @Nullable TextForm form,
    Set<Field> fields,
    Set<Ability> abilities,
    int longestSeconds) {

  /** Keeps its own copies. */
  Traits {
    fields = copy(fields, Field.class);
    abilities = copy(abilities, Ability.class);
  }

  private static <E extends Enum<E>> Set<E> copy(Set<E> set, Class<E> type) {
    Set<E> copy = EnumSet.noneOf(type);
    copy.addAll(set);
    return Collections.unmodifiableSet(copy);
  }

  /** The same with other parts of requests. */
  Traits with(Set<Field> others) {
    return new Traits(model, form, others, abilities, longestSeconds);
  }

  /** The same of a server that is not to read ahead. */
  Traits withoutPrefixes() {
    Set<Ability> fewer = EnumSet.noneOf(Ability.class);
    fewer.addAll(abilities);
    fewer.remove(Ability.PREFIXES);
    return new Traits(model, form, fields, fewer, longestSeconds);
  }

  /** Whether a request may have that part. */
  boolean has(Field field) {
    return fields.contains(field);
  }

  /** Whether it does that beyond the protocol. */
  boolean does(Ability ability) {
    return abilities.contains(ability);
  }

  /** Whether a prompt is sent as the conversation that it is, rather than as a text. */
  boolean sendsConversation(Prompt prompt) {
    return form != null && does(Ability.CONVERSATIONS) && !prompt.isText();
  }

  /** The path of requests. */
  String path() {
    return form == null ? "/chat/completions" : "/completions";
  }
}
