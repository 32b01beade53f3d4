/** Reads a connection's schema once, and keeps it by fingerprint. */
@NullMarked
package org.nljdbc.schema;

import org.jspecify.annotations.NullMarked;
