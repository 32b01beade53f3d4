/** Benchmarks, run by hand and never as tests. */
@NullMarked
package org.nljdbc.it.bench;

import org.jspecify.annotations.NullMarked;
