/** Makes the rows of the demo database: the same ones every time, on every machine. */
@NullMarked
package org.nljdbc.samples.demo.data;

import org.jspecify.annotations.NullMarked;
