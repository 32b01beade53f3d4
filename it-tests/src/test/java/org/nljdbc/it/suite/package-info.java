/** Other projects' own tests, run through our driver as they are. */
@org.jspecify.annotations.NullMarked
package org.nljdbc.it.suite;
