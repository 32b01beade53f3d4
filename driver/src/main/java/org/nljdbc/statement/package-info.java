/** Recognises a statement that is asked rather than written. */
@NullMarked
package org.nljdbc.statement;

import org.jspecify.annotations.NullMarked;
