@NullMarked
package org.nljdbc.runtime.server.openai;

import org.jspecify.annotations.NullMarked;
