/** The values that text columns hold: which of them a question names, and which are nearest. */
@NullMarked
package org.nljdbc.values;

import org.jspecify.annotations.NullMarked;
