/** The JDBC objects that stand in front of the real driver's. */
@NullMarked
package org.nljdbc.jdbc;

import org.jspecify.annotations.NullMarked;
