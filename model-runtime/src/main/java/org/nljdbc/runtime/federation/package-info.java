/** Questions and SQL over several databases at once: what stands behind {@code jdbc:nl:multi:}. */
@NullMarked
package org.nljdbc.runtime.federation;

import org.jspecify.annotations.NullMarked;
