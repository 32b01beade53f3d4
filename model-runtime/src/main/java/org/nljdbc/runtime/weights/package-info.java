/** Reads model files: Hugging Face snapshots (safetensors) and GGUF. */
@NullMarked
package org.nljdbc.runtime.weights;

import org.jspecify.annotations.NullMarked;
