/** The way of one question, from recognised text to SQL that may run. */
@NullMarked
package org.nljdbc.translate;

import org.jspecify.annotations.NullMarked;
