/** Plans of real databases as text, tree and page. */
@NullMarked
package org.nljdbc.plan;

import org.jspecify.annotations.NullMarked;
