@NullMarked
package org.nljdbc.runtime.process;

import org.jspecify.annotations.NullMarked;
