/** Questions whose model is at a server. */
@NullMarked
package org.nljdbc.it.remote;

import org.jspecify.annotations.NullMarked;
