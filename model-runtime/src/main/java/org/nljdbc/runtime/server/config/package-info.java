/** The server's settings, and where they are read from. */
@NullMarked
package org.nljdbc.runtime.server.config;

import org.jspecify.annotations.NullMarked;
