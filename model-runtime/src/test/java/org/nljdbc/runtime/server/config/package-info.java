/** The server's settings. */
@NullMarked
package org.nljdbc.runtime.server.config;

import org.jspecify.annotations.NullMarked;
