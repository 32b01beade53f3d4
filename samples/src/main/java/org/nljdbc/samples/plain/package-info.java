/** Small programs that show one way of use each. */
@NullMarked
package org.nljdbc.samples.plain;

import org.jspecify.annotations.NullMarked;
