/** Runs language models inside this process, for the driver and for the server. */
@NullMarked
package org.nljdbc.runtime;

import org.jspecify.annotations.NullMarked;
