package org.nljdbc.glossary.imports;

import java.util.List;
import org.nljdbc.glossary.Glossary;

/**
 * What was found in another tool's files.
 *
 * @param glossary what makes a glossary
 * @param queries questions with SQL, not verified here
 * @param leftOut what has no place in a glossary, a sentence each
 */
public record Imported(Glossary glossary, List<VerifiedQuery> queries, List<String> leftOut) {

  /** Keeps its own copies of the lists. */
  public Imported {
    queries = List.copyOf(queries);
    leftOut = List.copyOf(leftOut);
  }
}
