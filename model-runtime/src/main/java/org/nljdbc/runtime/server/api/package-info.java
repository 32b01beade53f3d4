/** The routes of the text-to-SQL API. */
@NullMarked
package org.nljdbc.runtime.server.api;

import org.jspecify.annotations.NullMarked;
