/** Grammars in GBNF: read from text, and checked against an answer while it grows. */
@NullMarked
package org.nljdbc.runtime.grammar;

import org.jspecify.annotations.NullMarked;
