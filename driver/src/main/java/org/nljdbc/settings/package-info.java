/** The settings of a connection: names, defaults, choices and where they come from. */
@NullMarked
package org.nljdbc.settings;

import org.jspecify.annotations.NullMarked;
