@NullMarked
package org.nljdbc.runtime.server.databases;

import org.jspecify.annotations.NullMarked;
