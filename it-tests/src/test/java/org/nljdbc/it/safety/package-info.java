/** Hostile answers of a model, and what must not happen to the user's connection. */
@NullMarked
package org.nljdbc.it.safety;

import org.jspecify.annotations.NullMarked;
