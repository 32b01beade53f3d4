/** Small programs with the frameworks that people use above JDBC, each with questions. */
@NullMarked
package org.nljdbc.it.framework;

import org.jspecify.annotations.NullMarked;
