/** What several servers share. */
@NullMarked
package org.nljdbc.runtime.server.cache;

import org.jspecify.annotations.NullMarked;
