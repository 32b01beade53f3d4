/** Checks what a model wrote: one statement, read-only, names that exist. */
@NullMarked
package org.nljdbc.sql;

import org.jspecify.annotations.NullMarked;
