/** Models from a hub: found in its cache on disk, or downloaded into it. */
@NullMarked
package org.nljdbc.runtime.hub;

import org.jspecify.annotations.NullMarked;
