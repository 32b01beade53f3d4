/** Turns a schema and a question into the text a model reads. */
@NullMarked
package org.nljdbc.prompt;

import org.jspecify.annotations.NullMarked;
