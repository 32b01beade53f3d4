/** Generated sequences of JDBC calls, made on our driver and on the bare one. */
@NullMarked
package org.nljdbc.it.difference;

import org.jspecify.annotations.NullMarked;
