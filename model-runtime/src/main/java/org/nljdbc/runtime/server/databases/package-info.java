/** The databases that questions can be asked of, each with its pools. */
@NullMarked
package org.nljdbc.runtime.server.databases;

import org.jspecify.annotations.NullMarked;
