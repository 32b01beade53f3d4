/** Spark, by its own library, with questions for tables. */
@org.jspecify.annotations.NullMarked
package org.nljdbc.it.spark;
