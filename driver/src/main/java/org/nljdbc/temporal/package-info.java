/** Normalises temporal expressions: says as dates what a question says in relation to today. */
@NullMarked
package org.nljdbc.temporal;

import org.jspecify.annotations.NullMarked;
