/** Models at servers that speak OpenAI's protocol: vLLM, llama-server, Ollama, and others. */
@NullMarked
package org.nljdbc.runtime.remote;

import org.jspecify.annotations.NullMarked;
