/** Settings in files: their texts, fields and databases, for the server and whoever reads them. */
@NullMarked
package org.nljdbc.runtime.config;

import org.jspecify.annotations.NullMarked;
