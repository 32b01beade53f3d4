/** Bounded reading of files that may be damaged or hostile, and locks between processes. */
@NullMarked
package org.nljdbc.runtime.files;

import org.jspecify.annotations.NullMarked;
