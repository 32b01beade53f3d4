@NullMarked
package org.nljdbc.meaning;

import org.jspecify.annotations.NullMarked;
