/** Reads what other tools keep about a database's meaning, to make a glossary of it. */
@NullMarked
package org.nljdbc.glossary.imports;

import org.jspecify.annotations.NullMarked;
