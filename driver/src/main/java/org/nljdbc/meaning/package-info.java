/**
 * Whether two questions mean the same: decided by their words, and denied in doubt. {@link
 * org.nljdbc.meaning.Meaning} is what others use.
 */
@NullMarked
package org.nljdbc.meaning;

import org.jspecify.annotations.NullMarked;
