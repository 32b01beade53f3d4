/** What the driver is told to remember of questions: pins in a lock file. */
@NullMarked
package org.nljdbc.memory;

import org.jspecify.annotations.NullMarked;
