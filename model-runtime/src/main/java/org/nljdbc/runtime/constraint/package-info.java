/** Constraints on their way to a runtime elsewhere. */
@NullMarked
package org.nljdbc.runtime.constraint;

import org.jspecify.annotations.NullMarked;
