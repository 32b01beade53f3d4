/** Ordinary JDBC work, done through our driver and through the bare one, with the same outcome. */
@NullMarked
package org.nljdbc.it.transparency;

import org.jspecify.annotations.NullMarked;
