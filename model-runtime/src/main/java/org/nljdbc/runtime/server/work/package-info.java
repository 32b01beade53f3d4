/** One question at work: admission, deadline, cancellation. */
@NullMarked
package org.nljdbc.runtime.server.work;

import org.jspecify.annotations.NullMarked;
