/** Recognises what a question wants before the model is asked. */
@NullMarked
package org.nljdbc.intent;

import org.jspecify.annotations.NullMarked;
