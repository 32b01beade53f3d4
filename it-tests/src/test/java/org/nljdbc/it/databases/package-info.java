/** The four databases that the suites run on, and the schema that each of them gets. */
@NullMarked
package org.nljdbc.it.databases;

import org.jspecify.annotations.NullMarked;
