/** A database's plan: read from what it tells, and shown as text, a tree and a page. */
@NullMarked
package org.nljdbc.plan;

import org.jspecify.annotations.NullMarked;
