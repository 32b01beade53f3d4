/** Questions that the embedded model really answers. */
@NullMarked
package org.nljdbc.it.real;

import org.jspecify.annotations.NullMarked;
