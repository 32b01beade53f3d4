/** A language model whose answers a test writes down beforehand. */
@NullMarked
package org.nljdbc.it.script;

import org.jspecify.annotations.NullMarked;
