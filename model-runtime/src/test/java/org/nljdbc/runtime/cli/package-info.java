/** The command line. */
@NullMarked
package org.nljdbc.runtime.cli;

import org.jspecify.annotations.NullMarked;
