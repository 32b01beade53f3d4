/** Questions with their SQL, from which an adapter for one database is trained. */
@NullMarked
package org.nljdbc.runtime.lessons;

import org.jspecify.annotations.NullMarked;
