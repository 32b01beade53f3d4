/** Whether an answer is right: how results are compared, and how sure a share of them is. */
@NullMarked
package org.nljdbc.runtime.evaluation;

import org.jspecify.annotations.NullMarked;
