/** Data sources and vendor interfaces, on real databases. */
@NullMarked
package org.nljdbc.it.datasource;

import org.jspecify.annotations.NullMarked;
