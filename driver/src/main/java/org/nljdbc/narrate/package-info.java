/** Rows in words. */
@NullMarked
package org.nljdbc.narrate;

import org.jspecify.annotations.NullMarked;
