/** Input that cannot work, and what people are told about it. */
@NullMarked
package org.nljdbc.it.badinput;

import org.jspecify.annotations.NullMarked;
