/** One runtime for all programs of a user: found, started, and started again, by the driver. */
@NullMarked
package org.nljdbc.runtime.process;

import org.jspecify.annotations.NullMarked;
