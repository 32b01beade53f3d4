/** Questions through DriverManager, answered by a scripted model. */
@NullMarked
package org.nljdbc.it.question;

import org.jspecify.annotations.NullMarked;
