/** Bounded reading of files that may be damaged or hostile. */
@NullMarked
package org.nljdbc.runtime.files;

import org.jspecify.annotations.NullMarked;
