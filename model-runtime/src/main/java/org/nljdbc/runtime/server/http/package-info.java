/** What every route shares: errors, JSON, request ids, and noticing that a caller has gone. */
@NullMarked
package org.nljdbc.runtime.server.http;

import org.jspecify.annotations.NullMarked;
