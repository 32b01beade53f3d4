/** How questions go, told to whoever watches: Java Flight Recorder and OpenTelemetry. */
@NullMarked
package org.nljdbc.trace;

import org.jspecify.annotations.NullMarked;
