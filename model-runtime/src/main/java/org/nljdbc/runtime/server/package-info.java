/** The server: questions, SQL and rows over HTTP, for programs that do not speak JDBC. */
@NullMarked
package org.nljdbc.runtime.server;

import org.jspecify.annotations.NullMarked;
