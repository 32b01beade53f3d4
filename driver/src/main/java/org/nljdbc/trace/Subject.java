package org.nljdbc.trace;

import java.util.function.Supplier;

/**
 * What is asked, as far as traces may know.
 *
 * @param verb what is to be done: {@code run}, {@code show}, ..., or {@code nested} for questions
 *     within a statement
 * @param prepared whether its SQL is found now and executed later, if at all
 * @param database the sort of database, by OpenTelemetry's names for {@code db.system.name}; asked
 *     for only where somebody listens
 */
public record Subject(String verb, boolean prepared, Supplier<String> database) {}
