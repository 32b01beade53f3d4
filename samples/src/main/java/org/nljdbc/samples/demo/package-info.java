/** The demo: a database to ask, five questions, and a shell for more. */
@NullMarked
package org.nljdbc.samples.demo;

import org.jspecify.annotations.NullMarked;
