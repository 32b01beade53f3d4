/** Which part may know which. */
@NullMarked
package org.nljdbc.it.architecture;

import org.jspecify.annotations.NullMarked;
