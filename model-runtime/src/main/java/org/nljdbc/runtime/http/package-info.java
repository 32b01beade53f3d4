/** Waiting for answers over HTTP: bounded, interruptible, and as they come. */
@NullMarked
package org.nljdbc.runtime.http;

import org.jspecify.annotations.NullMarked;
