/** Who is calling, and what they may do. */
@NullMarked
package org.nljdbc.runtime.server.security;

import org.jspecify.annotations.NullMarked;
