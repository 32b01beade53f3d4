@NullMarked
package org.nljdbc.runtime.evaluation;

import org.jspecify.annotations.NullMarked;
