/** Generates answers with a decoder: the token loop, prefix reuse, and the queue before them. */
@NullMarked
package org.nljdbc.runtime.generate;

import org.jspecify.annotations.NullMarked;
