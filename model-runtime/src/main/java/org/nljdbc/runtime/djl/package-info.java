/** What every use of DJL in this process shares. */
@NullMarked
package org.nljdbc.runtime.djl;

import org.jspecify.annotations.NullMarked;
