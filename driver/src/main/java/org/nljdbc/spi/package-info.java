/** What a language model must offer to the driver, and what it gets and returns. */
@NullMarked
package org.nljdbc.spi;

import org.jspecify.annotations.NullMarked;
