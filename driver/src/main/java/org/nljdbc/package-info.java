/** NL-JDBC: a JDBC driver that wraps any other and understands natural language. */
@NullMarked
package org.nljdbc;

import org.jspecify.annotations.NullMarked;
