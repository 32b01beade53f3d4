/** Text to tokens and back, and chat templates, from a model's own files. */
@NullMarked
package org.nljdbc.runtime.tokenizer;

import org.jspecify.annotations.NullMarked;
