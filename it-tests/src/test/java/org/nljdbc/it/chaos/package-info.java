/** The server under load while what it depends on fails. */
@NullMarked
package org.nljdbc.it.chaos;

import org.jspecify.annotations.NullMarked;
