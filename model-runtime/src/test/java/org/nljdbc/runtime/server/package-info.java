/** The server, tested as its callers see it. */
@NullMarked
package org.nljdbc.runtime.server;

import org.jspecify.annotations.NullMarked;
