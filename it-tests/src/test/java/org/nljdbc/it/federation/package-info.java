/** Questions and SQL over several databases at once. */
@NullMarked
package org.nljdbc.it.federation;

import org.jspecify.annotations.NullMarked;
