package org.nljdbc.trace;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** One question in a flight recording. Its fields are null or 0 where something is not known. */
@Name("org.nljdbc.Question")
@Label("Question")
@Category("NL-JDBC")
@Description("A question in plain words, from its text to its rows or its failure")
@StackTrace(false)
final class QuestionEvent extends Event {

  @Label("Verb")
  @Description("run, show, explain, ...; nested for questions within a statement")
  @Nullable String verb;

  @Label("Prepared")
  @Description("Whether its SQL was found to be executed later, if at all")
  boolean prepared;

  @Label("Database")
  @Nullable String database;

  @Label("Model")
  @Nullable String model;

  @Label("Source")
  @Description("Where its SQL is from: model, recalled (asked before) or verified (pinned)")
  @Nullable String source;

  @Label("From Memory")
  @Description("Whether its SQL was found without asking a model")
  boolean fromMemory;

  @Label("Outcome")
  @Description("answered or failed")
  @Nullable String outcome;

  @Label("SQLState")
  @Description("Of the failure; the exception's class where it has none")
  @Nullable String sqlState;

  @Label("Model Calls")
  int modelCalls;

  @Label("Prompt Tokens")
  @Description("Tokens that the model read in all calls; 0 if it does not tell")
  long promptTokens;

  @Label("Reused Tokens")
  @Description("Those of them that the model knew from earlier prompts; 0 if it does not tell")
  long reusedTokens;

  @Label("Generated Tokens")
  @Description("Tokens of all answers in all calls; 0 if it does not tell")
  long generatedTokens;

  @Label("Schema Time")
  @Timespan
  long schemaTime;

  @Label("Load Time")
  @Description("Waiting for the model to be loaded")
  @Timespan
  long loadTime;

  @Label("Values Time")
  @Description("Finding the stored values that the question names")
  @Timespan
  long valuesTime;

  @Label("Prompt Time")
  @Timespan
  long promptTime;

  @Label("Model Time")
  @Timespan
  long modelTime;

  @Label("Check Time")
  @Timespan
  long checkTime;

  @Label("Lookup Time")
  @Description("Looking for the values that an answer filters by")
  @Timespan
  long lookupTime;

  @Label("Run Time")
  @Description("The database executing or preparing the SQL")
  @Timespan
  long runTime;
}
