/** OpenAI's completions over the driver's model interface. */
@NullMarked
package org.nljdbc.runtime.server.openai;

import org.jspecify.annotations.NullMarked;
