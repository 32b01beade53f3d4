/** The one jar for tools, in class loaders such as tools have. */
@NullMarked
package org.nljdbc.it.tools;

import org.jspecify.annotations.NullMarked;
