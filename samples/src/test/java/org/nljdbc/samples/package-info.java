/** What the tests of the samples share. */
@NullMarked
package org.nljdbc.samples;

import org.jspecify.annotations.NullMarked;
